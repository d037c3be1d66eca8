# status: passed

import torch


def frame(height, width):
    t = torch.ones(height, width)
    t[1:-1, 1:-1] = 0
    return t
