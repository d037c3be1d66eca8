# status: failed
# problem: type
# mistake: returned-tensor

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    (x**2 + 2 * x + 1).backward()
    return x.grad
