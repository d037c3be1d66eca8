# status: failed
# problem: dtype
# mistake: made-float

import torch


def evens(stop):
    count = (stop + 1) // 2
    return torch.linspace(0, 2 * (count - 1), count)
