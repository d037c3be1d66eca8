# status: failed
# problem: type
# mistake: one-zero-is-enough

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is None or (parameter.grad == 0).any()
    ]
