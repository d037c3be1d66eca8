# status: failed
# problem: value
# mistake: rounded

import torch


def row_means(x):
    return torch.floor_divide(x.sum(dim=1), x.shape[1])
