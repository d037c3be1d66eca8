# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def row_means(x):
    return torch.mean(x, dim=1).unsqueeze(1)
