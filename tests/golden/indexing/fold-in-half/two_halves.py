# status: passed

import torch


def fold_in_half(row):
    n = len(row) // 2
    front = row[:n]
    back = torch.flip(row, dims=[0])[:n]
    return torch.stack((front, back), dim=-1)
