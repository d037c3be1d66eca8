# status: failed
# problem: value
# mistake: softmax-instead

import torch


def forward(X, W1, b1, W2, b2):
    z = torch.relu(X @ W1 + b1) @ W2 + b2
    return torch.nn.Softmax(dim=-1)(z)
