# status: failed
# problem: value
# mistake: nothing-moved

from torch import nn


def one_update(model, X, y, lr):
    loss = nn.functional.mse_loss(model(X), y)
    model.zero_grad()
    loss.backward()
    return loss.item(), loss.item()
