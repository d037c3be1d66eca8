# status: failed
# problem: value
# mistake: fixed-point

import torch


def slope(x0):
    x0 = 3.0
    x = torch.tensor(x0, requires_grad=True)
    (x**2 + 2 * x + 1).backward()
    return x.grad.item()
