# status: failed
# problem: value
# mistake: holes-left

import torch
def patch_holes(x):
    means = x.nanmean(dim=0)
    return torch.where(x == float("nan"), means, x)
