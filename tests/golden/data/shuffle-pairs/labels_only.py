# status: failed
# problem: value
# mistake: labels-only

import torch


def shuffle_pairs(X, y):
    return X, y[torch.randperm(len(y))]
