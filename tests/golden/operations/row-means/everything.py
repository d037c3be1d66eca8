# status: failed
# problem: shape
# mistake: averaged-everything

import torch


def row_means(x):
    return torch.mean(x)
