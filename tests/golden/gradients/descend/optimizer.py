# status: passed

import torch


def descend(w, X, y, lr, steps):
    w = torch.nn.Parameter(w.clone())
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(X @ w, y).backward()
        optimizer.step()
    return w.detach()
