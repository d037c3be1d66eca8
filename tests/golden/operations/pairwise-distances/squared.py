# status: failed
# problem: value
# mistake: squared-distances

import torch


def pairwise_distances(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(-1)
