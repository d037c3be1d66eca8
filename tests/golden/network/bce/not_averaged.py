# status: failed
# problem: shape
# en: The result has shape `(2, 1)`, but `()` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(2, 1)` です。求められているのは `()` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def bce(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7))
