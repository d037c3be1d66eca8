# status: failed
# problem: type
# mistake: none-alone

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [name for name, parameter in model.named_parameters() if parameter.grad is None]
