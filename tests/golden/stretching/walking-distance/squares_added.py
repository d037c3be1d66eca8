# status: failed
# problem: value
# mistake: squares-added

import torch
def walking_distance(height, width, row, column):
    i = torch.arange(height)
    j = torch.arange(width)
    return (i - row)[:, None] ** 2 + (j - column) ** 2
