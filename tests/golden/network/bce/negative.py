# status: failed
# problem: value
# mistake: missing-minus

import torch


def bce(p, y):
    chosen = torch.where(y == 1, p, 1 - p)
    return torch.log(chosen + 1e-7).mean()
