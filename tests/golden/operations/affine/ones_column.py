# status: passed

import torch


def affine(x, w, b):
    ones = torch.ones(len(x), 1, dtype=x.dtype)
    return torch.cat([x, ones], dim=1) @ torch.cat([w, b[None]])
