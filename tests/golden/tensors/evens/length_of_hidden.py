# status: failed
# problem: shape
# mistake: end-missing

import torch


def evens(stop):
    return torch.arange(0, min(stop, 20), 2)
