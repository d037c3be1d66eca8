# status: failed
# problem: value
# mistake: last-batch-only

import torch
from torch import nn


def epoch_loss(model, batches):
    with torch.no_grad():
        for X, y in batches:
            loss = nn.functional.mse_loss(model(X), y)
    return loss.item()
