# status: passed

import torch


def slope(x0):
    return torch.func.grad(lambda x: (x + 1) ** 2)(torch.tensor(x0)).item()
