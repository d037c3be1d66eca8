# status: passed

import torch


def standardize(x):
    var = ((x - x.mean(0)) ** 2).mean(0)
    return (x - x.mean(0)) / torch.sqrt(var + 1e-6)
