# status: failed
# problem: value
# mistake: drawn-with-repeats

import torch


def shuffle_pairs(X, y):
    order = torch.randint(len(X), (len(X),))
    return X[order], y[order]
