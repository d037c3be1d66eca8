# status: failed
# problem: value
# mistake: squared-error

import torch
def gradients(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    loss = ((p - y) ** 2).mean()
    return torch.autograd.grad(loss, (W1, b1, W2, b2))
