# status: failed
# problem: value
# mistake: manhattan

import torch


def pairwise_distances(a, b):
    return (a[:, None] - b[None]).abs().sum(-1)
