# status: failed
# problem: value
# mistake: arguments-swapped

import torch


def bce(p, y):
    return torch.nn.functional.binary_cross_entropy(input=y, target=p)
