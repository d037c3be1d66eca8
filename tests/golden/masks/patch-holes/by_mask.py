# status: passed

import torch


def patch_holes(x):
    holes = torch.isnan(x)
    means = torch.nanmean(x, dim=0)
    return torch.where(holes, means.expand(x.shape), x)
