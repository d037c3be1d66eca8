# status: failed
# problem: value
# mistake: bessel-correction

import torch


def standardize(x):
    return (x - x.mean(0)) / x.std(0)
