# status: passed

import torch


def bce(p, y):
    q = torch.where(y == 1, p, 1 - p)
    return -(q + 1e-7).log().mean()
