# status: failed
# problem: dtype
# mistake: made-float

import torch


def evens(stop):
    t = torch.arange(0.0, stop, 2.0)
    t.long()
    return t
