# status: failed
# problem: value
# mistake: sigmoid-twice

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.sigmoid(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return torch.autograd.grad(loss, (W1, b1, W2, b2))
