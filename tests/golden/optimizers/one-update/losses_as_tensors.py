# status: failed
# problem: type
# mistake: losses-as-tensors

import torch
from torch import nn


def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss, after
