# status: failed
# problem: shape
# mistake: places-swapped

import torch


def evens(stop):
    start, step = 0, 2
    return torch.arange(start, step, stop)
