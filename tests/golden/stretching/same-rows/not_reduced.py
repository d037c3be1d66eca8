# status: failed
# problem: shape
# mistake: still-by-element

import torch


def same_rows(a, b):
    return a.unsqueeze(1) == b.unsqueeze(0)
