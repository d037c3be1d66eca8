# status: failed
# problem: value
# mistake: diamond

import torch


def disk(size):
    c = (size - 1) / 2
    i = torch.arange(size)
    return torch.abs(i[:, None] - c) + torch.abs(i - c) <= size / 2
