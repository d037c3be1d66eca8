# status: failed
# problem: value
# mistake: minus-and-mean-missing

import torch


def bce(p, y):
    total = y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)
    return torch.sum(total)
