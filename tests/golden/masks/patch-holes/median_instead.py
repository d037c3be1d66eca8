# status: failed
# problem: value
# mistake: median-instead

import torch
def patch_holes(x):
    return torch.where(x.isnan(), x.nanmedian(0).values, x)
