# status: failed
# problem: value
# en: Type and shape are right, but the values differ in 2 of 4 elements (`*…*` marks them below), first at `[0, 1]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、4 個の要素のうち 2 個の値が違います（下の `*…*` の印）。最初は `[0, 1]` です。そこを手で計算して、比べてみましょう。

import torch


def affine(x, w, b):
    return x @ w + b[:, None]
