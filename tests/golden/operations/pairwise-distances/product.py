# status: passed

import torch


def pairwise_distances(a, b):
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None, :] - 2 * a @ b.T
    return squares.clamp(min=0).sqrt()
