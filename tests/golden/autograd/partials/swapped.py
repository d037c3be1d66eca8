# status: failed
# problem: value
# mistake: swapped

import torch


def partials(x, y):
    a = torch.tensor(x, requires_grad=True)
    b = torch.tensor(y, requires_grad=True)
    (a * b + a.sin()).backward()
    return b.grad.item(), a.grad.item()
