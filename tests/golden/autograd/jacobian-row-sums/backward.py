# status: passed

import torch


def grad_of_sum(x):
    x = x.detach().clone().requires_grad_(True)
    (x**3).sum().backward()
    return x.grad
