# status: passed

import torch


def standardize(x):
    var, mean = torch.var_mean(x, dim=0, correction=0)
    return (x - mean) * var.rsqrt()
