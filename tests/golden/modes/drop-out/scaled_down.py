# status: failed
# problem: value
# mistake: scaled-down

import torch


def drop_out(x, p, training):
    return x * (torch.rand_like(x) >= p) * (1 - p) if training else x
