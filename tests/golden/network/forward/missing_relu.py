# status: failed
# problem: value
# mistake: missing-relu

import torch


def forward(X, W1, b1, W2, b2):
    return torch.sigmoid((X @ W1 + b1) @ W2 + b2)
