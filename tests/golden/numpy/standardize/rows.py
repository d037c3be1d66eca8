# status: failed
# problem: value
# mistake: standardized-rows

import torch


def standardize(x):
    mean = x.mean(1, keepdim=True)
    return (x - mean) / x.std(1, keepdim=True, correction=0)
