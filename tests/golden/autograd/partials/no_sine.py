# status: failed
# problem: value
# mistake: left-graph

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    (x * y).backward()
    return x.grad.item(), y.grad.item()
