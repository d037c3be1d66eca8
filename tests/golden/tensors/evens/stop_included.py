# status: failed
# problem: shape
# mistake: stop-included
# en: The result has shape `(6,)`, but `(5,)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(6,)` です。求められているのは `(5,)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def evens(stop):
    return torch.arange(0, stop + 1, 2)
