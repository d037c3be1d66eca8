# status: failed
# problem: dtype
# mistake: rounded

import torch


def row_means(x):
    return torch.mean(x, dim=1).to(torch.int64)
