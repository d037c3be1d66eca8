# status: passed

import torch


def standardize(x):
    def column(c):
        return (c - c.mean()) / c.std(correction=0)

    return torch.vmap(column, in_dims=1, out_dims=1)(x)
