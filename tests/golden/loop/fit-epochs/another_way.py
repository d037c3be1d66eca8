# status: passed

import torch


def fit_epochs(model, X, y, lr, epochs):
    losses = []
    for _ in range(epochs):
        model.zero_grad()
        p = torch.sigmoid(model(X))
        loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.sub_(lr * parameter.grad)
        losses.append(float(loss.detach()))
    return losses
