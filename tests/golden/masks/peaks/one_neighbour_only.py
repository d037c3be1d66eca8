# status: failed
# problem: value
# mistake: one-neighbour-only

import torch
def peaks(heights):
    out = torch.zeros(len(heights), dtype=torch.bool)
    out[1:] = heights[1:] > heights[:-1]
    out[-1] = False
    return out
