# status: passed

import torch


def pairwise_distances(a, b):
    one = lambda p: torch.sqrt(((p - b) ** 2).sum(-1))
    return torch.vmap(one)(a)
