# status: failed
# problem: value
# mistake: accumulated
# remarks: missing-zero-grad

import torch


def descend(w, X, y, lr, steps):
    w = w + 0
    w.requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w
