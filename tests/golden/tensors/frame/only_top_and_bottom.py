# status: failed
# problem: value
# en: Type and shape are right, but the values differ in 2 of 12 elements (`*…*` marks them below), first at `[1, 0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、12 個の要素のうち 2 個の値が違います（下の `*…*` の印）。最初は `[1, 0]` です。そこを手で計算して、比べてみましょう。

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    t[0] = 1
    t[-1] = 1
    return t
