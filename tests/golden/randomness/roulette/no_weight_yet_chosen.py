# status: failed
# problem: value
# mistake: no-weight-yet-chosen

import torch


def roulette(weights, u):
    ends = weights.cumsum(0)
    return torch.searchsorted(ends, u * ends[-1])
