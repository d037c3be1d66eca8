# status: failed
# problem: requires-grad
# mistake: graph-kept

import torch


def predict(X, W1, b1):
    torch.no_grad()
    return torch.sigmoid(X @ W1 + b1)
