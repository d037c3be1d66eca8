# status: failed
# problem: shape
# mistake: only-the-slope-along

import torch


def hessian_vector(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x)[0] @ v
