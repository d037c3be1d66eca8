# status: failed
# problem: value
# mistake: multiplied-instead

import torch
def walking_distance(height, width, row, column):
    return (torch.arange(height) - row).abs()[:, None] * (torch.arange(width) - column).abs()
