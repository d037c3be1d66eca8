# status: passed

import torch


def shuffle_together(x, y):
    order = torch.rand(len(x)).argsort()
    return x[order], y[order]
