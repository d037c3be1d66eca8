# status: passed

import torch


def predict(X, W1, b1):
    return (X @ W1 + b1).sigmoid().detach()
