# status: passed
# remarks: warned-left-graph

import torch


def overfit_losses(model, X, y, lr, steps):
    losses = []
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(model(X), y)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
        losses.append(float(loss))
    return losses
