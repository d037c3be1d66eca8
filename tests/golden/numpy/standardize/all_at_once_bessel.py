# status: failed
# problem: value
# mistake: whole-matrix

import torch


def standardize(x):
    return (x - torch.mean(x)) / torch.std(x)
