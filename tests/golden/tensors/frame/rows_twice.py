# status: failed
# problem: value
# mistake: sides-missing

import torch


def frame(height, width):
    t = torch.zeros(height, width)
    t[0] = 1
    t[-1] = 1
    t[:][0] = 1
    t[:][-1] = 1
    return t
