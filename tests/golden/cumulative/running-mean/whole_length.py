# status: failed
# problem: value
# mistake: divided-by-the-length

import torch


def running_mean(x):
    return torch.cumsum(x, dim=0) / x.numel()
