# status: failed
# problem: value
# mistake: sigmoid-twice

import torch


def forward(X, W1, b1, W2, b2):
    sigmoid = lambda z: 1 / (1 + torch.exp(-z))
    return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)
