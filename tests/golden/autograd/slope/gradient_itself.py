# status: failed
# problem: type
# mistake: returned-tensor

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    return torch.autograd.grad(y, x)[0]
