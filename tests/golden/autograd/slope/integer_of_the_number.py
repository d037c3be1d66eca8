# status: failed
# problem: value

import torch


def slope(x0):
    x = torch.tensor(float(int(x0)), requires_grad=True)
    (x**2 + 2 * x + 1).backward()
    return x.grad.item()
