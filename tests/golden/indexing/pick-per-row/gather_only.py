# status: failed
# problem: shape
# mistake: kept-dimension

import torch


def pick_per_row(table, columns):
    return torch.gather(table, dim=1, index=columns.reshape(-1, 1))
