# status: failed
# problem: value
# mistake: holes-counted-as-zeros

import torch


def patch_holes(x):
    filled = torch.nan_to_num(x, nan=0.0)
    return torch.where(torch.isnan(x), filled.mean(dim=0), x)
