# status: error
# error: zero-grad-of-tensor
# en: `zero_grad()` belongs to optimizers and layers. The gradient of a single tensor is reset by `w.grad = None` or by `w.grad.zero_()`.
# ja: `zero_grad()` は、オプティマイザや層のメソッドです。一つのテンソルの勾配は、`w.grad = None` か `w.grad.zero_()` でリセットします。

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.zero_grad()
        loss.backward()
    return w.detach()
