# status: failed
# problem: value
# mistake: leftover-gradients

import torch
from torch import nn


def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()
