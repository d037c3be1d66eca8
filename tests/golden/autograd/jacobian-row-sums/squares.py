# status: failed
# problem: value
# mistake: forgot-power
# en: Type and shape are right, but 2 of 2 elements differ (`*…*` marks them below); the first is at `[0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、2 個の要素のうち 2 個の値が違います（下の `*…*` の印）。最初は `[0]` です。そこを手で計算して、比べてみましょう。

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x ** 2).sum().backward()
    return x.grad
