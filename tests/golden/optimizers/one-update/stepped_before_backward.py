# status: failed
# problem: value
# mistake: stepped-before-backward

import torch
from torch import nn


def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()
