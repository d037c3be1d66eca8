# status: failed
# problem: value
# mistake: only-the-ones

import torch


def bce(p, y):
    return torch.mean(-y * torch.log(p + 1e-7))
