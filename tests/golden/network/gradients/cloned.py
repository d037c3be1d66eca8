# status: passed

import torch


def gradients(X, y, W1, b1, W2, b2):
    a, b, c, d = (each.detach().clone().requires_grad_() for each in (W1, b1, W2, b2))
    p = torch.sigmoid(torch.relu(X @ a + b) @ c + d)
    torch.nn.functional.binary_cross_entropy(p, y).backward()
    return a.grad, b.grad, c.grad, d.grad
