# status: failed
# problem: value
# mistake: min-max

import torch


def standardize(x):
    low, high = x.amin(0), x.amax(0)
    return (x - low) / (high - low)
