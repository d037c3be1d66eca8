# status: failed
# problem: dtype
# mistake: made-float

import torch


def evens(stop):
    return torch.arange(0.0, stop, 2)
