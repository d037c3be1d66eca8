# status: failed
# problem: value
# mistake: sigmoid-then-log

import torch


def bce_from_logits(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
