# status: passed

import torch


def forward(X, W1, b1, W2, b2):
    layers = [(W1, b1, torch.relu), (W2, b2, torch.sigmoid)]
    for W, b, act in layers:
        X = act(X @ W + b)
    return X
