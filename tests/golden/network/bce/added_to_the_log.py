# status: failed
# problem: value
# mistake: logarithm-of-zero

import torch


def bce(p, y):
    eps = 1e-7
    return -torch.mean(y * (p.log() + eps) + (1 - y) * ((1 - p).log() + eps))
