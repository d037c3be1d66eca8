# status: failed
# problem: shape
# mistake: stop-included

import torch


def evens(stop):
    return torch.arange(0, stop + 1, 2)
