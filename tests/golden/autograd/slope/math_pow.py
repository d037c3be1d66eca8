# status: failed
# problem: value
# mistake: left-graph

import math

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = math.pow(x.item(), 2) + 2 * x + 1
    y.backward()
    return float(x.grad)
