# status: failed
# problem: shape
# mistake: diagonal-summed

import torch


def batch_diagonals(x):
    return torch.einsum("bii->b", x)
