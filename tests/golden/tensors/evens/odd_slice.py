# status: failed
# problem: shape
# mistake: odd-numbers

import torch


def evens(stop):
    return torch.arange(stop)[1::2]
