# status: failed
# problem: value
# mistake: roles-swapped

import torch


def kronecker(a, b):
    (rows, columns), (height, width) = a.shape, b.shape
    return torch.einsum("ij,kl->kilj", a, b).reshape(rows * height, columns * width)
