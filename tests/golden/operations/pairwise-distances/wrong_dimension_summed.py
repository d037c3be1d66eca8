# status: failed
# problem: shape
# mistake: wrong-dimension-summed

import torch
def pairwise_distances(a, b):
    d = a[:, None, :] - b[None, :, :]
    return (d ** 2).sum(dim=1).sqrt()
