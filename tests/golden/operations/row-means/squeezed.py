# status: failed
# problem: shape
# mistake: squeezed-everything

import torch


def row_means(x):
    return x.mean(dim=1, keepdim=True).squeeze()
