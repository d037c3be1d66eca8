# status: passed

import torch


def affine(x, w, b):
    return torch.addmm(b, x, w)
