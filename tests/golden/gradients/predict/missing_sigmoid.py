# status: failed
# problem: value
# mistake: missing-sigmoid

import torch


def predict(X, W1, b1):
    with torch.no_grad():
        return X @ W1 + b1
