# status: failed
# problem: value
# mistake: middle-off

import torch


def disk(size):
    c = size / 2
    i = torch.arange(size)
    return (i[:, None] - c).square() + (i - c).square() <= c**2
