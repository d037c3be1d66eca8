# status: failed
# problem: shape
# mistake: swapped-sides

import torch


def frame(height, width):
    t = torch.zeros(width, height)
    t[0] = t[-1] = 1
    t[:, 0] = t[:, -1] = 1
    return t
