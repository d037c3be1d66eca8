# status: passed

import torch


def slope(x0):
    x = torch.tensor([x0], requires_grad=True)
    (x**2 + 2 * x + 1).sum().backward()
    return x.grad.numpy()[0]
