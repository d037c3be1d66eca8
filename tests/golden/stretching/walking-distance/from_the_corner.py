# status: failed
# problem: value
# mistake: from-the-corner

import torch
def walking_distance(height, width, row, column):
    return torch.arange(height)[:, None] + torch.arange(width)
