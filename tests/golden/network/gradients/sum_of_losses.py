# status: failed
# problem: value
# mistake: summed-instead

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y, reduction="sum")
    return torch.autograd.grad(loss, (W1, b1, W2, b2))
