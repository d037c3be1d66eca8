# status: failed
# problem: value
# mistake: logits-expected

import torch


def bce(p, y):
    q = torch.sigmoid(p)
    return -(y * torch.log(q + 1e-7) + (1 - y) * torch.log(1 - q + 1e-7)).mean()
