# status: passed

import torch


def evens(stop):
    return torch.arange(0, stop, 2)
