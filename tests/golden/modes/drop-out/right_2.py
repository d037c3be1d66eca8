# status: passed

import torch


def drop_out(x, p, training):
    if training:
        mask = torch.bernoulli(torch.full_like(x, 1 - p))
        return mask * x / (1 - p)
    return x.clone()
