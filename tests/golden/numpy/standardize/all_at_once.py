# status: failed
# problem: value
# mistake: whole-matrix

import torch


def standardize(x):
    std, mean = torch.std_mean(x, unbiased=False)
    return (x - mean) / std
