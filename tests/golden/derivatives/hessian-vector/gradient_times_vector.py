# status: failed
# problem: value
# mistake: gradient-times-vector

import torch


def hessian_vector(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x)[0] * v
