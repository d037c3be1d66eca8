# status: failed
# problem: shape
# mistake: squeezed-everything

import torch


def row_means(x):
    total = x.sum(dim=1, keepdim=True)
    return torch.squeeze(total / x.shape[1])
