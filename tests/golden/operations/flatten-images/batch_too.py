# status: failed
# problem: shape
# mistake: flattened-batch-too
# en: The result has shape `(8,)`, but `(2, 4)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(8,)` です。求められているのは `(2, 4)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def flatten_images(images):
    return images.reshape(-1)
