# status: failed
# problem: value
# mistake: gradient-still-inside

import torch
def hessian_vector(f, x, v):
    x = x.clone().requires_grad_()
    f(x).backward(create_graph=True)
    gv = (x.grad * v).sum()
    gv.backward()
    return x.grad
