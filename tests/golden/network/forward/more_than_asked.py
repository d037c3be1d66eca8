# status: failed
# problem: type
# mistake: more-than-asked

import torch
def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return h, p
