# status: failed
# problem: value
# mistake: left-graph

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x0 + 1
    y.backward()
    return x.grad.item()
