# status: failed
# problem: value
# mistake: uphill

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        w.data += lr * w.grad
        w.grad.zero_()
    return w.detach()
