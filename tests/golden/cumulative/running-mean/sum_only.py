# status: failed
# problem: value
# mistake: total-so-far

import torch


def running_mean(x):
    return torch.cumsum(x, dim=0)
