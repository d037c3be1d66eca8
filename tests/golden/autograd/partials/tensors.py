# status: failed
# problem: type
# mistake: returned-tensor

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    return torch.autograd.grad(x * y + torch.sin(x), (x, y))
