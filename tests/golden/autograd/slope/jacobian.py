# status: passed

import torch


def slope(x0):
    f = lambda x: x * x + 2 * x + 1
    return torch.autograd.functional.jacobian(f, torch.tensor(x0)).item()
