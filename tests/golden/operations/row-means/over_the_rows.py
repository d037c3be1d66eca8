# status: failed
# problem: shape
# mistake: averaged-columns

import torch


def row_means(x):
    return torch.stack([x[:, j].mean() for j in range(x.shape[1])])
