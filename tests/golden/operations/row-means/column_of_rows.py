# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def row_means(x):
    return torch.stack([row.mean().reshape(1) for row in x])
