# status: failed
# problem: shape
# mistake: swapped-sides
# en: The result has shape `(4, 3)`, but `(3, 4)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(4, 3)` です。求められているのは `(3, 4)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def frame(height, width):
    t = torch.ones(width, height)
    t[1:-1, 1:-1] = 0
    return t
