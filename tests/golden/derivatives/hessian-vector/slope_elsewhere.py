# status: failed
# problem: value
# mistake: slope-elsewhere

import torch
def hessian_vector(f, x, v):
    return torch.func.grad(f)(x + v)
