# status: passed

import torch


def bce(p, y):
    p = p.clamp(1e-7, 1 - 1e-7)
    return -torch.lerp(torch.log(1 - p), torch.log(p), y).mean()
