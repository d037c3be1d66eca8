# status: passed

import torch


def evens(stop):
    return torch.arange(stop)[::2]
