# status: failed
# problem: shape
# mistake: not-averaged

import torch


def bce(p, y):
    return torch.nn.functional.binary_cross_entropy(p, y, reduction="none")
