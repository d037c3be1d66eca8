# status: failed
# problem: type
# mistake: zeros-alone

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is not None and (parameter.grad == 0).all()
    ]
