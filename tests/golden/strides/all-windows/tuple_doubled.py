# status: passed

import torch


def all_windows(x, width):
    count = x.shape[0] + 1 - width
    return torch.as_strided(x, (count, width), 2 * x.stride())
