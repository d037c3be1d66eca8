# status: failed
# problem: value
# mistake: sum-of-means

import torch
from torch import nn


def epoch_loss(model, batches):
    with torch.no_grad():
        return sum(nn.functional.mse_loss(model(X), y).item() for X, y in batches)
