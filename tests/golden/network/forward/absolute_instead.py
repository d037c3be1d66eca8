# status: failed
# problem: value
# mistake: absolute-instead

import torch
def forward(X, W1, b1, W2, b2):
    h = (X @ W1 + b1).abs()
    return torch.sigmoid(h @ W2 + b2)
