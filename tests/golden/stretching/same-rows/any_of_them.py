# status: failed
# problem: value
# mistake: one-is-enough

import torch


def same_rows(a, b):
    equal = torch.eq(a.unsqueeze(1), b.unsqueeze(0))
    return equal.sum(2) > 0
