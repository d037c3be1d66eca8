# status: failed
# problem: value
# mistake: function-twice

import torch
def second_derivative(f, x):
    x = x.clone().requires_grad_()
    g, = torch.autograd.grad(f(f(x)).sum(), x)
    return g
