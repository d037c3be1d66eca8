# status: failed
# problem: type
# mistake: sum-of-gradient

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    silent = []
    for name, p in model.named_parameters():
        if p.grad is None or p.grad.sum() == 0:
            silent.append(name)
    return silent
