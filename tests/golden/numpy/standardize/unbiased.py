# status: passed

import torch


def standardize(x):
    return (x - x.mean(dim=0, keepdim=True)) / x.std(dim=0, unbiased=False, keepdim=True)
