# status: passed

import torch


def walking_distance(height, width, row, column):
    rows = torch.abs(torch.arange(height) - row)
    columns = torch.abs(torch.arange(width) - column)
    return rows.view(-1, 1) + columns.view(1, -1)
