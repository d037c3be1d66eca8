# status: passed
# remarks: writes-data

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        w.data -= lr * w.grad
        w.grad = None
    return w.detach()
