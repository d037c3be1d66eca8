# status: failed
# problem: value
# mistake: missing-sigmoid

import torch


@torch.no_grad()
def predict(X, W1, b1):
    return torch.addmm(b1, X, W1)
