# status: failed
# problem: value
# mistake: one-step-short
# en: Type and shape are right, but 1 of 1 elements differ (`*…*` marks them below); the first is at `[0]`. Compute that one by hand and compare.
# ja: 型と形状は合っていますが、1 個の要素のうち 1 個の値が違います（下の `*…*` の印）。最初は `[0]` です。そこを手で計算して、比べてみましょう。

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps - 1):
        ((X @ w - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()
