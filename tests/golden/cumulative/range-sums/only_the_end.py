# status: failed
# problem: value
# mistake: from-the-beginning

import torch


def range_sums(x, starts, ends):
    total = torch.cat([torch.zeros(1, dtype=torch.long), x.cumsum(0)])
    return total[ends]
