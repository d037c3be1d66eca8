# status: passed

import torch


def forward(X, W1, b1, W2, b2):
    out = X
    for W, b, act in ((W1, b1, torch.relu), (W2, b2, torch.sigmoid)):
        out = act(out @ W + b)
    return out
