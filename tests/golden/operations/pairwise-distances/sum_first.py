# status: failed
# problem: value
# mistake: summed-before-squaring

import torch


def pairwise_distances(a, b):
    d = (a[:, None] - b[None]).sum(-1)
    return torch.sqrt(d**2)
