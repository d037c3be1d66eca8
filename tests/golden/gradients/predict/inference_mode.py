# status: passed

import torch


def predict(X, W1, b1):
    with torch.inference_mode():
        return torch.sigmoid(torch.addmm(b1, X, W1))
