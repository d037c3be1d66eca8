# status: failed
# problem: shape
# mistake: not-cut

import torch
def fold_in_half(row):
    return torch.stack([row, row.flip(0)], dim=1)
