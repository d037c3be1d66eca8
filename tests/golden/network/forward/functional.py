# status: passed

import torch
import torch.nn.functional as F


def forward(X, W1, b1, W2, b2):
    return F.linear(F.relu(F.linear(X, W1.T, b1)), W2.T, b2).sigmoid()
