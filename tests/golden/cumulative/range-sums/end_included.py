# status: failed
# problem: value
# mistake: end-included

import torch
def range_sums(x, starts, ends):
    total = torch.cumsum(x, 0)
    before = torch.cat([torch.zeros(1, dtype=torch.int64), total])
    ends = ends.clamp(max=len(x) - 1)
    return total[ends] - before[starts]
