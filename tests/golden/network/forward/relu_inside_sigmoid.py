# status: failed
# problem: value
# mistake: relu-at-the-end

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    o = torch.relu(h @ W2 + b2)
    return torch.sigmoid(o)
