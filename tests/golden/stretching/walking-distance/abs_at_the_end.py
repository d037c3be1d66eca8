# status: failed
# problem: value
# mistake: steps-cancel-out

import torch


def walking_distance(height, width, row, column):
    rows = torch.arange(height).unsqueeze(1) - row
    columns = torch.arange(width) - column
    return torch.abs(rows + columns)
