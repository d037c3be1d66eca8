# status: failed
# problem: value
# mistake: added-up

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    for _ in range(2):
        y = x**2 + 2 * x + 1
        y.backward()
    return x.grad.item()
