# status: failed
# problem: value

import torch


def row_means(x):
    return x.sum(1) // x.shape[1]
