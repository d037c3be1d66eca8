# status: failed
# problem: value
# mistake: means-over-examples

import torch
from torch import nn


def epoch_loss(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += nn.functional.mse_loss(model(X), y).item()
            count += len(X)
    return total / count
