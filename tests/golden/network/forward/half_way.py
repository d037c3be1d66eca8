# status: failed
# problem: shape
# mistake: first-layer-only

import torch


def forward(X, W1, b1, W2, b2):
    h = X @ W1 + b1
    return torch.maximum(h, torch.tensor(0.0))
