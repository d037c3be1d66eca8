# status: passed

import torch


def frame(height, width):
    row = torch.arange(height)[:, None]
    column = torch.arange(width)[None, :]
    inside = (row > 0) & (row < height - 1) & (column > 0) & (column < width - 1)
    return torch.where(inside, 0.0, 1.0)
