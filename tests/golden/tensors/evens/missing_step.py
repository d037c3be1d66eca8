# status: failed
# problem: shape
# mistake: missing-step

import torch


def evens(stop):
    return torch.arange(0, stop)
