# status: failed
# problem: value
# mistake: bias-after-activation

import torch


def forward(X, W1, b1, W2, b2):
    return torch.sigmoid((torch.relu(X.mm(W1)) + b1).mm(W2)) + b2
