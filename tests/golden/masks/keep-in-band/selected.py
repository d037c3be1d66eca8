# status: failed
# problem: shape
# mistake: taken-out

import torch


def keep_in_band(x, low, high):
    inside = torch.logical_and(x >= low, x <= high)
    return torch.masked_select(x, inside)
