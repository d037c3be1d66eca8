# status: failed
# problem: value
# mistake: small-number-caps

import torch


def bce_from_logits(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()
