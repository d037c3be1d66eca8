# status: failed
# problem: value
# mistake: column-broadcast

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().reshape(-1, 1).requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach().reshape(-1)
