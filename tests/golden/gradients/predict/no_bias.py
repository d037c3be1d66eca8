# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def predict(X, W1, b1):
    with torch.no_grad():
        z = torch.matmul(X, W1)
        return 1 / (1 + torch.exp(-z))
