# status: failed
# problem: input-changed
# mistake: switched-off

import torch


def predict(X, W1, b1):
    W1.requires_grad_(False)
    b1.requires_grad_(False)
    return torch.sigmoid(X @ W1 + b1)
