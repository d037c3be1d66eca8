# status: failed
# problem: value
# mistake: only-the-ones

import torch


def bce(p, y):
    losses = torch.where(y == 1, -torch.log(p + 1e-7), torch.zeros_like(p))
    return losses.mean()
