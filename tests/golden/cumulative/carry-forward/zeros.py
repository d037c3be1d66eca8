# status: failed
# problem: value
# mistake: filled-with-zeros

import torch


def carry_forward(x):
    return torch.where(torch.isnan(x), torch.zeros_like(x), x)
