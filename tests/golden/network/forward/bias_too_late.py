# status: failed
# problem: value
# mistake: bias-after-activation

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1)
    h = h + b1
    return torch.sigmoid(h @ W2 + b2)
