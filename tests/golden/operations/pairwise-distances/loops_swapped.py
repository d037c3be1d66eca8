# status: failed
# problem: shape
# mistake: table-transposed

import torch


def pairwise_distances(a, b):
    table = torch.zeros(len(b), len(a))
    for j in range(len(b)):
        for i in range(len(a)):
            table[j, i] = torch.norm(b[j] - a[i])
    return table
