# status: passed

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad((x**3).sum(), x)[0]
