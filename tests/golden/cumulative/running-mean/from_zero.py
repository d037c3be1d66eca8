# status: failed
# problem: value
# mistake: counted-from-zero

import torch


def running_mean(x):
    laps = torch.arange(0, x.numel())
    return torch.cumsum(x, dim=0) / laps
