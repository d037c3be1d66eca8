# status: failed
# problem: value
# mistake: accumulated

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        torch.nn.functional.mse_loss(X @ w, y).backward()
        optimizer.step()
    return w.detach()
