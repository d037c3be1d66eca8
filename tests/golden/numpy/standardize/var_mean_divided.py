# status: failed
# problem: value
# mistake: variance-instead

import torch


def standardize(x):
    var, mean = torch.var_mean(x, 0)
    return (x - mean) / var
