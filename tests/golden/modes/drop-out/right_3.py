# status: passed

import torch


def drop_out(x, p, training):
    if not training:
        return x
    return torch.where(torch.rand(x.shape) < p, 0.0, x / (1 - p))
