# status: failed
# problem: value
# mistake: relu-instead

import torch


def predict(X, W1, b1):
    return (X @ W1 + b1).detach().clamp(min=0)
