# status: failed
# problem: shape
# mistake: missing-step
# en: The result has shape `(7,)`, but `(4,)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(7,)` です。求められているのは `(4,)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def evens(stop):
    return torch.arange(0, stop)
