# status: failed
# problem: value
# mistake: accumulated-and-short

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps - 1):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        w.data -= lr * w.grad
    return w.detach()
