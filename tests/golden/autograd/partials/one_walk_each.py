# status: failed
# problem: value
# mistake: added-up

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + x.sin()
    z.backward(retain_graph=True)
    first = x.grad.item()
    z.backward()
    second = y.grad.item()
    return first, second
