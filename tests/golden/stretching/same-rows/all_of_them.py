# status: passed

import torch


def same_rows(a, b):
    equal = torch.eq(a.unsqueeze(1), b.unsqueeze(0))
    return torch.all(equal, dim=2)
