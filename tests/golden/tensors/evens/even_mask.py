# status: passed

import torch


def evens(stop):
    n = torch.arange(stop)
    return torch.masked_select(n, n.remainder(2).eq(0))
