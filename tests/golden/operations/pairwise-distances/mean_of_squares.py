# status: failed
# problem: value
# mistake: averaged-instead

import torch


def pairwise_distances(a, b):
    d = a.unsqueeze(1) - b.unsqueeze(0)
    return torch.sqrt(torch.mean(d * d, dim=2))
