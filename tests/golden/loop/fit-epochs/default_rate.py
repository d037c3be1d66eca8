# status: failed
# problem: value
# mistake: default-rate

import torch
from torch import nn
def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters())
    losses = []
    for epoch in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
