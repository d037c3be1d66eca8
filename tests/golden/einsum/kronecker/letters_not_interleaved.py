# status: failed
# problem: value
# mistake: letters-not-interleaved

import torch


def kronecker(a, b):
    (rows, columns), (height, width) = a.shape, b.shape
    return torch.einsum("ij,kl->ijkl", a, b).reshape(rows * height, columns * width)
