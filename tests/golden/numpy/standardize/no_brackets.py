# status: failed
# problem: value
# mistake: not-centred

import torch


def standardize(x):
    mean = x.mean(0)
    return x - mean / x.std(0, unbiased=False)
