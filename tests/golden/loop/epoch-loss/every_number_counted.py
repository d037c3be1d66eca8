# status: failed
# problem: value
# mistake: every-number-counted

import torch
import torch.nn.functional as F


@torch.no_grad()
def epoch_loss(model, batches):
    squared = 0.0
    seen = 0
    for X, y in batches:
        squared += ((model(X) - y) ** 2).sum().item()
        seen += X.numel()
    return squared / seen
