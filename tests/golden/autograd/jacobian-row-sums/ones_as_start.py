# status: passed

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (g,) = torch.autograd.grad(x**3, x, grad_outputs=torch.ones_like(x))
    return g
