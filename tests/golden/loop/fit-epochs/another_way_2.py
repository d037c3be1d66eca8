# status: passed

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr)
    losses = []
    while len(losses) < epochs:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses += [loss.item()]
    return tuple(losses)
