# status: failed
# problem: value
# mistake: mean-of-everything

import torch


def patch_holes(x):
    return torch.nan_to_num(x, nan=x.nanmean().item())
