# status: passed

import torch


def predict(X, W1, b1):
    with torch.set_grad_enabled(False):
        return torch.special.expit(torch.addmm(b1, X, W1))
