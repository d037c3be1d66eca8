# status: failed
# problem: value
# mistake: whole-matrix

import torch


def standardize(x):
    return (x - x.mean()) / x.std(correction=0)
