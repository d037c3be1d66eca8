# status: failed
# problem: value
# mistake: ends-counted

import torch


def peaks(heights):
    low = torch.tensor([float("-inf")])
    wide = torch.cat([low, heights, low])
    return (wide[1:-1] > wide[:-2]) & (wide[1:-1] > wide[2:])
