# status: failed
# problem: value
# mistake: choice-inverted

import torch
def patch_holes(x):
    return torch.where(x.isnan(), x, x.nanmean(0))
