# status: failed
# problem: value
# mistake: smallest-for-empty

import torch
def group_maxima(values, groups, count):
    out = torch.full((count,), values.min().item())
    return out.scatter_reduce(0, groups, values, reduce="amax")
