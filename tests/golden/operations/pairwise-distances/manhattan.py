# status: failed
# problem: value
# en: Type and shape are right, but the values differ in 1 of 6 elements (`*…*` marks them below), first at `[1, 0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、6 個の要素のうち 1 個の値が違います（下の `*…*` の印）。最初は `[1, 0]` です。そこを手で計算して、比べてみましょう。

import torch


def pairwise_distances(a, b):
    return (a[:, None] - b[None]).abs().sum(-1)
