# status: failed
# problem: value
# mistake: another-optimizer

import torch
from torch import nn
def overfit_losses(model, X, y, lr, steps):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
