# status: passed

import torch


def row_means(x):
    ones = torch.ones(x.shape[1], 1)
    return torch.sparse.mm(x.to_sparse(), ones).squeeze(1) / x.shape[1]
