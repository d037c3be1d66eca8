# status: failed
# problem: shape
# mistake: swapped-sides

import torch


def frame(height, width):
    t = torch.ones(width, height)
    t[1:-1, 1:-1] = 0
    return t
