# status: failed
# problem: value
# mistake: smallest-taken

import torch
def group_maxima(values, groups, count):
    out = torch.full((count,), float("-inf"))
    return out.scatter_reduce(0, groups, values, reduce="amin", include_self=False)
