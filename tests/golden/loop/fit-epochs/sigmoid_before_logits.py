# status: failed
# problem: value
# mistake: sigmoid-before-logits

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        p = torch.sigmoid(model(X))
        loss = nn.functional.binary_cross_entropy_with_logits(p, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
