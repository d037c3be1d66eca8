# status: passed

import torch


def pick_per_row(table, columns):
    rows = torch.arange(table.size(0))
    return table[rows, columns]
