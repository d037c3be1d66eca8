# status: failed
# problem: value
# mistake: not-accumulated

import torch
def roulette(weights, u):
    p = weights / weights.sum()
    return torch.searchsorted(p, u, right=True)
