# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def row_means(x):
    return torch.from_numpy(x.numpy().mean(axis=1, keepdims=True))
