# status: failed
# problem: value
# mistake: linear-only

import torch


def forward(X, W1, b1, W2, b2):
    z = torch.addmm(b1, X, W1)
    return torch.addmm(b2, z, W2)
