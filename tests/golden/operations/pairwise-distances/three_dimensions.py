# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def pairwise_distances(a, b):
    return torch.norm(a[:, None] - b, dim=-1, keepdim=True)
