# status: failed
# problem: value
# mistake: flipped

import torch
def fold_in_half(row):
    n = len(row) // 2
    return torch.stack([row.flip(0)[:n], row[:n]], dim=1)
