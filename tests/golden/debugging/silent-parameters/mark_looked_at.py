# status: failed
# problem: type
# mistake: mark-looked-at

from torch import nn


def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
