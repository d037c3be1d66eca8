# status: failed
# problem: value
# mistake: missing-relu

import torch


def forward(X, W1, b1, W2, b2):
    z1 = torch.addmm(b1, X, W1)
    torch.relu(z1)
    return torch.addmm(b2, z1, W2).sigmoid()
