# status: failed
# problem: value
# mistake: changed-in-evaluation

import torch


def drop_out(x, p, training):
    if not training:
        return x * (1 - p)
    return x * (torch.rand_like(x) >= p) / (1 - p)
