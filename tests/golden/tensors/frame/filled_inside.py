# status: failed
# problem: value
# mistake: filled-inside

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    t[1:-1, 1:-1] = 1
    return t
