# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def forward(X, W1, b1, W2, b2):
    return (torch.relu(X @ W1) @ W2).sigmoid()
