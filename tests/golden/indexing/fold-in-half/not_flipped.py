# status: failed
# problem: value
# mistake: second-half-forwards

import torch


def fold_in_half(row):
    n = row.shape[0] // 2
    first = row[:n]
    second = row[-n:] if n else row[:0]
    return torch.stack([first, second], dim=1)
