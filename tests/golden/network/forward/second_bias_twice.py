# status: failed
# problem: value
# mistake: second-bias-twice

import torch
def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b2)
    return torch.sigmoid(h @ W2 + b2)
