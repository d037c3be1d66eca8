# status: failed
# problem: value
# mistake: same-sum

import torch


def same_rows(a, b):
    return a.sum(dim=1, keepdim=True) == b.sum(dim=1)
