# status: failed
# problem: shape
# mistake: cut-off

import torch


def evens(stop):
    return torch.arange(0, min(stop, 20), 2)
