# status: failed
# problem: value
# mistake: first-only

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    y = x**3
    y[0].backward()
    return x.grad
