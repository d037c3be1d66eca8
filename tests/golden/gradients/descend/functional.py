# status: passed

import torch


def descend(w, X, y, lr, steps):
    for _ in range(steps):
        w = w.detach().requires_grad_()
        loss = ((X @ w - y) ** 2).mean()
        (g,) = torch.autograd.grad(loss, w)
        w = w - lr * g
    return w.detach()
