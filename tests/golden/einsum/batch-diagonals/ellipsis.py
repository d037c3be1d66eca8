# status: passed

import torch


def batch_diagonals(x):
    return torch.einsum("...ii->...i", x)
