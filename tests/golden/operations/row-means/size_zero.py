# status: failed
# problem: value
# mistake: divided-by-rows

import torch


def row_means(x):
    return torch.sum(x, 1).div(x.size(0))
