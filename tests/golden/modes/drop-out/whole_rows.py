# status: failed
# problem: value
# mistake: whole-rows

import torch


def drop_out(x, p, training):
    return x * (torch.rand(len(x), 1) >= p) / (1 - p) if training else x
