# status: failed
# problem: shape
# mistake: ends-cut-off

import torch


def peaks(heights):
    left, middle, right = heights[:-2], heights[1:-1], heights[2:]
    return (middle > left) & (middle > right)
