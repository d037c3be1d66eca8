# status: failed
# problem: value
# mistake: another-rule

import torch


def drop_out(x, p, training):
    return x * torch.rand_like(x) if training else x
