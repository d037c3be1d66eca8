# status: failed
# problem: value
# mistake: weights-unchanged

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        w.grad.zero_()
        optimizer.step()
    return w.detach()
