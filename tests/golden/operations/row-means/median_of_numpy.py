# status: failed
# problem: value
# mistake: median-instead

import torch


def row_means(x):
    return torch.median(x, 1)[0]
