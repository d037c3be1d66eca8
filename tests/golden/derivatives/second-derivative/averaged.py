# status: failed
# problem: value
# mistake: averaged

import torch
def second_derivative(f, x):
    x = x.clone().requires_grad_()
    g, = torch.autograd.grad(f(x).mean(), x, create_graph=True)
    g2, = torch.autograd.grad(g.mean(), x)
    return g2
