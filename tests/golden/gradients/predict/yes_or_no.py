# status: failed
# problem: value
# mistake: rounded

import torch


def predict(X, W1, b1):
    with torch.no_grad():
        p = torch.sigmoid(X @ W1 + b1)
        return (p > 0.5).float()
