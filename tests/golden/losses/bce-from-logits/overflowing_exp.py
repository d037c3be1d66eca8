# status: failed
# problem: value
# mistake: overflowing-exp

import torch


def bce_from_logits(z, y):
    return (torch.log(1 + torch.exp(z)) - z * y).mean()
