# status: passed

import torch


def forward(X, W1, b1, W2, b2):
    z = X @ W1 + b1
    h = (z + z.abs()) / 2
    return (torch.tanh((h @ W2 + b2) / 2) + 1) / 2
