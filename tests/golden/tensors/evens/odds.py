# status: failed
# problem: value
# mistake: odd-numbers

import torch


def evens(stop):
    return torch.arange(0, stop, 2) + 1
