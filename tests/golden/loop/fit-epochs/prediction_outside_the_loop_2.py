# status: failed
# problem: value
# mistake: prediction-outside-the-loop

import torch
from torch import nn


def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss.backward(retain_graph=True)
        losses.append(loss.item())
    return losses
