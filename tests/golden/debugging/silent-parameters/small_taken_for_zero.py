# status: failed
# problem: type
# mistake: small-taken-for-zero

from torch import nn


def silent_parameters(model, X, y):
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    names = []
    for name, p in model.named_parameters():
        if p.grad is None:
            names.append(name)
        elif p.grad.abs().max() < 0.1:
            names.append(name)
    return names
