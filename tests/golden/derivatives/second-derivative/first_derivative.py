# status: failed
# problem: value
# mistake: first-derivative

import torch


def second_derivative(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]
