# status: failed
# problem: dtype
# mistake: positions-returned

import torch
def peaks(heights):
    m = (heights[1:-1] > heights[:-2]) & (heights[1:-1] > heights[2:])
    return m.nonzero().flatten() + 1
