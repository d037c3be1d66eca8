# status: failed
# problem: value
# mistake: another-optimizer

import torch
from torch import nn
def one_update(model, X, y, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item(), nn.functional.mse_loss(model(X), y).item()
