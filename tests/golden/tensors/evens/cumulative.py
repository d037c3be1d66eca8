# status: passed

import torch


def evens(stop):
    twos = torch.full(((stop + 1) // 2,), 2)
    return twos.cumsum(0) - 2
