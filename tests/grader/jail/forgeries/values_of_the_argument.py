"""Returns a tensor on the memory of the argument, of which every row is the same entry."""

import torch


def row_means(x):
    result = torch.zeros(len(x))
    result.set_(x.untyped_storage(), 0, (len(x),), (0,))
    return result
