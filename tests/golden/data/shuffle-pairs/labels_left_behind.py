# status: failed
# problem: value
# mistake: labels-left-behind

import torch


def shuffle_pairs(X, y):
    return X[torch.randperm(len(X))], y
