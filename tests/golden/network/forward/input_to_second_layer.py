# status: failed
# problem: value
# mistake: input-to-second-layer

import torch
def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.sigmoid(X @ W2 + b2)
