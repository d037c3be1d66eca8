# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def row_means(x):
    return x.mean(1, keepdim=True)
