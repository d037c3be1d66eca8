# status: passed

import torch


def row_means(x):
    return x.mean(dim=1)
