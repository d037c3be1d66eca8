# status: failed
# problem: value
# mistake: row-sums

import torch


def batch_diagonals(x):
    return torch.einsum("bij->bi", x)
