# status: error
# mistake: graph-gone
# error: no-graph

import torch


def second_derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return torch.autograd.grad(slope.sum(), x)[0]
