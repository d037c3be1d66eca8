# status: failed
# problem: value
# mistake: left-graph

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    square = x.detach() ** 2
    y = square + 2 * x + 1
    y.backward()
    return x.grad.item()
