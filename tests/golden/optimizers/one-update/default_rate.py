# status: failed
# problem: value
# mistake: default-rate

import torch
from torch import nn


def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters())
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()
