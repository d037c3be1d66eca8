# status: failed
# problem: value
# mistake: loss-without-square

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = torch.mean(X @ w - y)
        loss.backward()
        w.data -= lr * w.grad
        w.grad.zero_()
    return w.detach()
