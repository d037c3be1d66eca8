# status: failed
# problem: value
# mistake: neighbours-averaged

import torch


def running_mean(x):
    return torch.cat([x[:1], (x[1:] + x[:-1]) / 2])
