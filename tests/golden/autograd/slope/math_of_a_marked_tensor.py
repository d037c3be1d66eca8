# status: failed
# problem: value
# mistake: left-graph

import math

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = torch.tensor(math.pow(x, 2) + 2 * float(x) + 1, requires_grad=True)
    y.backward()
    return y.grad.item() + 1.0
