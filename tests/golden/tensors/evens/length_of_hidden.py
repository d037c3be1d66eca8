# status: failed
# problem: shape

import torch


def evens(stop):
    return torch.arange(0, min(stop, 20), 2)
