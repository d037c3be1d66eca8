# status: failed
# problem: dtype
# mistake: mask-returned

import torch


def evens(stop):
    numbers = torch.arange(stop)
    return torch.eq(numbers % 2, 0)
