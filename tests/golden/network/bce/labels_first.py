# status: failed
# problem: value
# mistake: arguments-swapped

import torch


def bce(p, y):
    p, y = y, p
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()
