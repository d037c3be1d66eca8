# status: passed

import torch


def growth(rates):
    factors = rates + 1
    return torch.cumprod(factors, dim=0)
