# status: failed
# problem: value
# mistake: squared-distances
# en: Type and shape are right, but 2 of 3 elements differ (`*…*` marks them below); the first is at `[1, 0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、3 個の要素のうち 2 個の値が違います（下の `*…*` の印）。最初は `[1, 0]` です。そこを手で計算して、比べてみましょう。

import torch


def pairwise_distances(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(-1)
