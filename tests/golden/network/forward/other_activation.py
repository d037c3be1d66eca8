# status: failed
# problem: value
# mistake: other-activation

import torch
def forward(X, W1, b1, W2, b2):
    h = torch.tanh(X @ W1 + b1)
    return torch.sigmoid(h @ W2 + b2)
