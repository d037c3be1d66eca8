# status: failed
# problem: value
# mistake: not-scaled

import torch


def roulette(weights, u):
    return torch.searchsorted(weights.cumsum(0), u, right=True)
