# status: failed
# problem: shape
# mistake: other-order

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return torch.autograd.grad(loss, (b2, W2, b1, W1))
