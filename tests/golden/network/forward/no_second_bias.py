# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.nn.functional.relu(X @ W1 + b1)
    o = h @ W2
    o + b2
    return o.sigmoid()
