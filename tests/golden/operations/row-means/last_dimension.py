# status: passed

import torch


def row_means(x):
    return torch.mean(x, -1)
