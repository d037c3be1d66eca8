# status: failed
# problem: value
# mistake: two-forgotten

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = 0.5 * ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.detach()
