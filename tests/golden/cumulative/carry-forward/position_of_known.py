# status: passed

import torch


def carry_forward(x):
    i = torch.arange(len(x)).masked_fill(torch.isnan(x), 0)
    i, _ = torch.cummax(i, dim=0)
    return x[i]
