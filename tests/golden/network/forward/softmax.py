# status: failed
# problem: value
# mistake: softmax-instead

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.softmax(h @ W2 + b2, dim=1)
