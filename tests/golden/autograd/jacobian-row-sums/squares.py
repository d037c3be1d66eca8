# status: failed
# problem: value
# mistake: forgot-power

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x**2).sum().backward()
    return x.grad
