# status: passed

import torch


def affine(x, w, b):
    return torch.einsum("ij,jk->ik", x, w) + b
