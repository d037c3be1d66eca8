# status: failed
# problem: dtype
# mistake: as-the-crow-flies

import torch


def walking_distance(height, width, row, column):
    rows = (torch.arange(height) - row).unsqueeze(1)
    columns = torch.arange(width) - column
    return torch.sqrt(rows.pow(2) + columns.pow(2))
