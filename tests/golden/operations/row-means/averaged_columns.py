# status: failed
# problem: shape
# mistake: averaged-columns

import torch


def row_means(x):
    return x.mean(0)
