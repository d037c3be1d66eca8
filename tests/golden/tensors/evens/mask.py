# status: passed

import torch


def evens(stop):
    numbers = torch.arange(stop)
    return numbers[numbers % 2 == 0]
