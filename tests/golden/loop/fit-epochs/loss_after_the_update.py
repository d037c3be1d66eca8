# status: failed
# problem: value
# mistake: loss-after-the-update

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        after = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        losses.append(after.item())
    return losses
