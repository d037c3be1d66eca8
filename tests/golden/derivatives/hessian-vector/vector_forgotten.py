# status: failed
# problem: value
# mistake: vector-forgotten

import torch
def hessian_vector(f, x, v):
    x = x.clone().requires_grad_()
    g, = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(g.sum(), x)[0]
