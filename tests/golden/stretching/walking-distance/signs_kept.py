# status: failed
# problem: value
# mistake: signs-kept

import torch
def walking_distance(height, width, row, column):
    return (torch.arange(height) - row)[:, None] + (torch.arange(width) - column)
