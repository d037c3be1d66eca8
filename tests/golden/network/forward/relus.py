# status: failed
# problem: value
# mistake: relu-at-the-end

import torch


def forward(X, W1, b1, W2, b2):
    h = (X @ W1 + b1).clamp(min=0)
    out = (h @ W2 + b2).clamp(min=0)
    return out
