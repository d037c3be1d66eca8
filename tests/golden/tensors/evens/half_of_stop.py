# status: failed
# problem: shape
# mistake: odd-stop

import torch


def evens(stop):
    half = int(stop / 2)
    return torch.arange(0, half) * 2
