# status: failed
# problem: value
# mistake: order-kept

import torch


def shuffle_pairs(X, y):
    order = torch.randperm(len(X))
    X[order], y[order]
    return X, y
