# status: passed

import torch
from torch import nn


@torch.no_grad()
def epoch_loss(model, batches):
    total = sum(nn.functional.mse_loss(model(X), y, reduction="sum").item() for X, y in batches)
    return total / sum(len(y) for _, y in batches)
