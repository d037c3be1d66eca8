# status: failed
# problem: value
# mistake: summed-instead

import torch


def row_means(x):
    return torch.tensor(x.sum(dim=1))
