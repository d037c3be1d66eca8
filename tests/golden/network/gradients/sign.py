# status: failed
# problem: value
# mistake: missing-minus

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = (y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()
    return torch.autograd.grad(loss, (W1, b1, W2, b2))
