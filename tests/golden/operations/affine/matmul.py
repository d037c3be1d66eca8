# status: passed

import torch


def affine(x, w, b):
    return torch.matmul(x, w).add(b)
