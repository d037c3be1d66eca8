# status: failed
# problem: shape
# en: The result has shape `(1, 4, 1, 3)`, but `(1, 1, 4, 3)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(1, 4, 1, 3)` です。求められているのは `(1, 1, 4, 3)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def channels_last(images):
    return images.transpose(1, 3)
