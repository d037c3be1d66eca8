# status: passed

import torch


def bce_from_logits(z, y):
    return (torch.nn.functional.softplus(z) - z * y).mean()
