# status: failed
# problem: type
# mistake: never-backward

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y)
    return [name for name, parameter in model.named_parameters() if parameter.grad is None]
