# status: failed
# problem: value
# mistake: log-of-one

import torch


def bce(p, y):
    eps = 1e-7
    return -(y * torch.log(p + eps) + (1 - y) * (1 - torch.log(p + eps))).mean()
