# status: failed
# problem: value
# mistake: prediction-outside-the-loop

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    losses = []
    for _ in range(epochs):
        optimizer.step()
        losses.append(loss.item())
    return losses
