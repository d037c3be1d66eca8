# status: failed
# problem: shape
# mistake: pairs-in-columns

import torch


def fold_in_half(row):
    n = len(row) // 2
    return torch.stack([row[:n], torch.flip(row, (0,))[:n]])
