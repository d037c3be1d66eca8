# status: failed
# problem: shape
# mistake: table-transposed

import torch


def pairwise_distances(a, b):
    return torch.cdist(b, a)
