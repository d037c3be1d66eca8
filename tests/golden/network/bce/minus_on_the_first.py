# status: failed
# problem: value
# mistake: half-a-minus

import torch


def bce(p, y):
    return torch.mean(-y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7))
