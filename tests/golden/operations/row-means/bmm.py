# status: passed

import torch


def row_means(x):
    weights = torch.full((x.shape[1], 1), 1.0 / x.shape[1])
    return torch.bmm(x[None], weights[None]).flatten()
