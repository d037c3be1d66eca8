# status: failed
# problem: dtype
# mistake: made-float

import torch


def evens(stop):
    return torch.arange(0, 2 * stop, 4) / 2
