# status: failed
# problem: value
# mistake: median-instead

import torch


def row_means(x):
    return x.median(dim=1).values
