# status: passed

import torch


@torch.no_grad()
def predict(X, W1, b1):
    return torch.sigmoid(X @ W1 + b1)
