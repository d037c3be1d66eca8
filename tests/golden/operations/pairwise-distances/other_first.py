# status: failed
# problem: shape
# mistake: table-transposed

import torch


def pairwise_distances(a, b):
    d = a.unsqueeze(0) - b.unsqueeze(1)
    return torch.linalg.vector_norm(d, dim=-1)
