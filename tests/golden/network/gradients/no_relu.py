# status: failed
# problem: value
# mistake: missing-relu

import torch


def gradients(X, y, W1, b1, W2, b2):
    scores = (X @ W1 + b1) @ W2 + b2
    loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, y)
    return torch.autograd.grad(loss, (W1, b1, W2, b2))
