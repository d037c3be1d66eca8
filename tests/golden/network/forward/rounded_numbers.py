# status: failed
# problem: value
# mistake: rounded-numbers

import torch
def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return (torch.sigmoid(h @ W2 + b2) > 0.5).float()
