# status: passed

import torch


def range_sums(x, starts, ends):
    zero = torch.zeros(1, dtype=torch.long)
    total = torch.cat((zero, torch.cumsum(x, 0)))
    return total[ends] - total[starts]
