# status: failed
# problem: value
# mistake: never-divided

import torch
from torch import nn


def epoch_loss(model, batches):
    total = 0.0
    with torch.no_grad():
        for X, y in batches:
            total += nn.functional.mse_loss(model(X), y).item() * len(X)
    return total
