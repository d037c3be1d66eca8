# status: passed

import torch


def descend(w, X, y, lr, steps):
    if steps == 0:
        return w.clone()
    gradient = torch.func.grad(lambda v: ((X @ v - y) ** 2).mean())(w)
    return descend(w - lr * gradient, X, y, lr, steps - 1)
