# status: failed
# problem: shape
# mistake: middle-kept

import torch
def fold_in_half(row):
    n = (len(row) + 1) // 2
    return torch.stack([row[:n], row.flip(0)[:n]], dim=1)
