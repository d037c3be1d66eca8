# status: failed
# problem: shape
# mistake: other-order

import torch


def gradients(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    loss = torch.nn.functional.binary_cross_entropy(p, y)
    loss.backward()
    result = W1.grad, W2.grad, b1.grad, b2.grad
    W1.grad = W2.grad = b1.grad = b2.grad = None
    return result
