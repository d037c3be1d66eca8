# status: failed
# problem: value
# mistake: first-batch-only

import torch
from torch import nn
def epoch_loss(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += ((model(X) - y) ** 2).sum().item()
            count += len(X)
            return total / count
