# status: failed
# problem: value
# mistake: all-or-none

import torch


def drop_out(x, p, training):
    if training:
        if torch.rand(1) < p:
            return torch.zeros_like(x)
        return x / (1 - p)
    return x
