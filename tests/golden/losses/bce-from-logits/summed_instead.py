# status: failed
# problem: value
# mistake: summed-instead

import torch


def bce_from_logits(z, y):
    return (torch.relu(z) - z * y + torch.log1p(torch.exp(-z.abs()))).sum()
