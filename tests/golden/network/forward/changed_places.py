# status: failed
# problem: value
# mistake: activations-swapped

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.sigmoid(torch.matmul(X, W1) + b1)
    return torch.nn.functional.relu(torch.matmul(h, W2) + b2)
