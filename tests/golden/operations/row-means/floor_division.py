# status: failed
# problem: value
# mistake: rounded

import torch


def row_means(x):
    return x.sum(1) // x.shape[1]
