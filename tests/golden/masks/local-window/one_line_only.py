# status: failed
# problem: shape
# mistake: one-line-only

import torch


def local_window(length, reach):
    i = torch.arange(length)
    j = torch.arange(length)
    return (i - j >= 0) & (i - j < reach)
