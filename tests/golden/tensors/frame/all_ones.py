# status: failed
# problem: value
# mistake: filled-inside

import torch


def frame(height, width):
    return torch.ones((height, width))
