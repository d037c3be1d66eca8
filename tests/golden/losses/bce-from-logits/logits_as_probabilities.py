# status: failed
# problem: value
# mistake: logits-as-probabilities

import torch


def bce_from_logits(z, y):
    return -(y * torch.log(z) + (1 - y) * torch.log(1 - z)).mean()
