# status: failed
# problem: value
# mistake: inside-too-small

import torch


def frame(height, width):
    a = torch.ones((height, width))
    a[slice(1, -2), slice(1, -2)] = 0.0
    return a
