# status: failed
# problem: value
# mistake: squares-missing

import torch


def squared_distances(a, b):
    return torch.einsum("id,jd->ij", a, b)
