# status: passed

import torch


def affine(x, w, b):
    return (x[:, :, None] * w[None]).sum(dim=1) + b
