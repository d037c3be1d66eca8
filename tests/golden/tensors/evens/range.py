# status: passed

import torch


def evens(stop):
    return torch.tensor(list(range(0, stop, 2)))
