# status: failed
# problem: value
# mistake: summed-instead

import torch


def bce(p, y):
    return torch.nn.functional.binary_cross_entropy(p, y, reduction="sum")
