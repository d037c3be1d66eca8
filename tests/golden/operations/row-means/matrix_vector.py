# status: passed

import torch


def row_means(x):
    n = x.shape[1]
    return x @ torch.full((n,), 1 / n)
