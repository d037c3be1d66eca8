# status: failed
# problem: value
# mistake: no-loss

import torch
def gradients(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return torch.autograd.grad(p.mean(), (W1, b1, W2, b2))
