# status: failed
# problem: value
# mistake: mean-of-means

import torch
from torch import nn


def epoch_loss(model, batches):
    with torch.no_grad():
        losses = [nn.functional.mse_loss(model(X), y).item() for X, y in batches]
    return sum(losses) / len(losses)
