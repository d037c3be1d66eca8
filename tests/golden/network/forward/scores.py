# status: failed
# problem: value
# mistake: missing-sigmoid

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(torch.nn.functional.linear(X, W1.T, b1))
    return torch.nn.functional.linear(h, W2.T, b2)
