# status: failed
# problem: type
# mistake: tensors-listed

import torch
from torch import nn
def silent_parameters(model, X, y):
    silent = []
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    for name, p in model.named_parameters():
        if p.grad is None or (p.grad == 0).all():
            silent.append(p)
    return silent
