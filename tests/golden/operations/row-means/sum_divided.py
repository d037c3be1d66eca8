# status: passed

import torch


def row_means(x):
    return x.sum(1) / x.size(1)
