# status: failed
# problem: value
# mistake: two-orders

import torch


def shuffle_pairs(X, y):
    return X[torch.randperm(len(X))], y[torch.randperm(len(y))]
