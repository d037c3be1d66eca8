# status: failed
# problem: value
# mistake: ring-not-learnt

import torch


def fit_ring(X, y):
    return lambda new: torch.zeros(len(new), dtype=torch.int64)
