# status: failed
# problem: value
# mistake: variance-instead

import torch


def standardize(x):
    centred = x - x.mean(0)
    return centred / (centred**2).mean(0)
