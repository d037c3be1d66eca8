# status: failed
# problem: value
# mistake: vector-too-late

import torch


def hessian_vector(f, x, v):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(slope.sum(), x)[0] * v
