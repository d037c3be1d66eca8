# status: failed
# problem: value
# mistake: radius-not-squared

import torch


def disk(size):
    c = (size - 1) / 2
    i = torch.arange(size)
    return (i[:, None] - c).square() + (i - c).square() <= size / 2
