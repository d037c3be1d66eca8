# status: failed
# problem: value
# mistake: summed-instead

import torch


def row_means(x):
    return torch.einsum("ij->i", x)
