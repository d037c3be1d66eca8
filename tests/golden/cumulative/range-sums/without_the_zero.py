# status: failed
# problem: value
# mistake: first-one-lost

import torch


def range_sums(x, starts, ends):
    total = torch.cumsum(x, dim=0)
    return total[ends - 1] - total[starts]
