# status: failed
# problem: value
# mistake: squared-distances

import torch


def pairwise_distances(a, b):
    d = a.unsqueeze(1) - b
    return torch.einsum("ijk,ijk->ij", d, d)
