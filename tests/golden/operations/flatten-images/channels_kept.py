# status: failed
# problem: shape
# en: The result has shape `(2, 1, 4)`, but `(2, 4)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(2, 1, 4)` です。求められているのは `(2, 4)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def flatten_images(images):
    return images.flatten(2)
