# status: failed
# problem: value
# mistake: absolute-error

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = torch.nn.functional.l1_loss(X @ w, y)
        w.grad = None
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()
