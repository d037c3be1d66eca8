# status: failed
# problem: value
# mistake: not-centred

import torch


def standardize(x):
    return x / torch.std(x, dim=0, unbiased=False)
