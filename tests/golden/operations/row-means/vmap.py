# status: passed

import torch


def row_means(x):
    return torch.func.vmap(torch.mean)(x)
