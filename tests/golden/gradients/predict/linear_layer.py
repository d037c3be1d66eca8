# status: failed
# problem: value
# mistake: missing-sigmoid

import torch


def predict(X, W1, b1):
    return torch.nn.functional.linear(X, W1.T, b1).detach()
