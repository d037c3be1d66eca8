# status: passed
# remarks: loop-instead-of-broadcast, item-in-loop

import torch
from torch import nn


def one_update(model, X, y, lr):
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr)
    losses = []
    for _ in range(2):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return tuple(losses)
