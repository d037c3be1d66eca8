# status: failed
# problem: value
# mistake: flat-tops-counted

import torch
def peaks(heights):
    out = torch.zeros(len(heights), dtype=torch.bool)
    out[1:-1] = (heights[1:-1] >= heights[:-2]) & (heights[1:-1] > heights[2:])
    return out
