# status: passed

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    (x * y + torch.sin(x)).backward()
    return x.grad.item(), y.grad.item()
