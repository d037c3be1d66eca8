# status: failed
# problem: value
# mistake: parameters-returned

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    torch.nn.functional.binary_cross_entropy(p, y).backward()
    return [W1, b1, W2, b2]
