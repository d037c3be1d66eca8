# status: failed
# problem: shape
# en: The result has shape `(1, 3)`, but `(3, 1)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(1, 3)` です。求められているのは `(3, 1)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def pairwise_distances(a, b):
    return torch.cdist(b, a)
