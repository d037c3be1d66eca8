# status: passed

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x**3).backward(torch.ones_like(x))
    return x.grad
