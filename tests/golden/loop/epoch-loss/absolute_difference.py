# status: failed
# problem: value
# mistake: absolute-difference

import torch
from torch import nn
def epoch_loss(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += (model(X) - y).abs().sum().item()
            count += len(X)
    return total / count
