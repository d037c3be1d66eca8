# status: failed
# problem: value
# mistake: first-wide-enough

import torch
def roulette(weights, u):
    p = weights / weights.sum()
    return (p > u[:, None]).long().argmax(dim=1)
