# status: failed
# problem: value
# mistake: measured-afterwards

import torch
from torch import nn


def overfit_losses(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()
        losses.append(nn.functional.cross_entropy(model(X), y).item())
    return losses
