# status: passed

import torch


def running_mean(x):
    laps = torch.arange(len(x)) + 1
    return torch.cumsum(x, dim=0) / laps
