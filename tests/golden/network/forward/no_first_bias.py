# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(torch.mm(X, W1))
    return torch.sigmoid(torch.addmm(b2, h, W2))
