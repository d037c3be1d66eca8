# status: failed
# problem: value
# mistake: manhattan

import torch


def pairwise_distances(a, b):
    d = ((a[:, None] - b[None]) ** 2).sqrt()
    return d.sum(dim=2)
