# status: passed
# remarks: loop-instead-of-broadcast

import torch


def pairwise_distances(a, b):
    out = torch.empty(len(a), len(b))
    for i in range(len(a)):
        for j in range(len(b)):
            out[i, j] = ((a[i] - b[j]) ** 2).sum().sqrt()
    return out
