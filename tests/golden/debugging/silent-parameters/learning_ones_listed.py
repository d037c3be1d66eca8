# status: failed
# problem: type
# mistake: learning-ones-listed

import torch
from torch import nn
def silent_parameters(model, X, y):
    silent = []
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    for name, p in model.named_parameters():
        if p.grad is not None and (p.grad != 0).any():
            silent.append(name)
    return silent
