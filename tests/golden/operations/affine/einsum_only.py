# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def affine(x, w, b):
    return torch.einsum("ij,jk->ik", x, w)
