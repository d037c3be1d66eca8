# status: failed
# problem: value
# mistake: label-term-forgotten

import torch


def bce_from_logits(z, y):
    return (torch.relu(z) + torch.log1p(torch.exp(-z.abs()))).mean()
