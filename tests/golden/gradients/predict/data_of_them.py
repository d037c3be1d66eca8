# status: passed

import torch


def predict(X, W1, b1):
    logits = X @ W1.detach() + b1.detach()
    return torch.exp(-torch.nn.functional.softplus(-logits))
