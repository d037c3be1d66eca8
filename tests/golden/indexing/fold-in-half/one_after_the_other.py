# status: failed
# problem: shape
# mistake: one-after-the-other

import torch
def fold_in_half(row):
    n = len(row) // 2
    return torch.cat([row[:n], row.flip(0)[:n]])
