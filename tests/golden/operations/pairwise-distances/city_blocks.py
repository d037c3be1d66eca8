# status: failed
# problem: value
# mistake: manhattan

import torch


def pairwise_distances(a, b):
    return torch.cdist(a, b, p=1)
