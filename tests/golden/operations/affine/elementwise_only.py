# status: error
# mistake: elementwise-product
# error: broadcast

import torch


def affine(x, w, b):
    return torch.mul(x, w)
