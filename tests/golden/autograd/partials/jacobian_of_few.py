# status: passed

import torch


def partials(x, y):
    from torch.autograd.functional import jacobian

    both = (torch.tensor(x), torch.tensor(y))
    return tuple(float(j) for j in jacobian(lambda a, b: a * b + torch.sin(a), both))
