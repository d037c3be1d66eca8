# status: failed
# problem: shape
# mistake: zero-missing

import torch


def evens(stop):
    return torch.arange(start=2, end=stop, step=2)
