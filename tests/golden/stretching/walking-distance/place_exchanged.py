# status: failed
# problem: value
# mistake: place-exchanged

import torch
def walking_distance(height, width, row, column):
    return (torch.arange(height) - column).abs()[:, None] + (torch.arange(width) - row).abs()
