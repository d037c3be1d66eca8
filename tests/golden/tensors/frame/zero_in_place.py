# status: passed

import torch


def frame(height, width):
    t = torch.ones(height, width)
    t[1 : height - 1, 1 : width - 1].zero_()
    return t
