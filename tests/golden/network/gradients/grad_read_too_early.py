# status: failed
# problem: type
# mistake: no-backward

import torch


def gradients(X, y, W1, b1, W2, b2):
    for t in (W1, b1, W2, b2):
        t.grad = None
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    return W1.grad, b1.grad, W2.grad, b2.grad
