# status: failed
# problem: value
# mistake: not-scaled

import torch


def drop_out(x, p, training):
    return x * (torch.rand_like(x) >= p) if training else x
