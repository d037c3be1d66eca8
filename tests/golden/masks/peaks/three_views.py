# status: passed

import torch


def peaks(heights):
    n = len(heights)
    result = torch.zeros(n, dtype=torch.bool)
    if n > 2:
        left, middle, right = heights[:-2], heights[1:-1], heights[2:]
        result[1:-1] = (middle > left) & (middle > right)
    return result
