# status: passed

import torch


def pick_per_row(table, columns):
    index = columns.unsqueeze(1)
    return torch.gather(table, 1, index).squeeze(1)
