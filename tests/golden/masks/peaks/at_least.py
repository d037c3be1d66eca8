# status: failed
# problem: value
# mistake: flat-tops-counted

import torch


def peaks(heights):
    high = torch.tensor([float("inf")])
    wide = torch.cat([high, heights, high])
    return (heights >= wide[:-2]) & (heights >= wide[2:])
