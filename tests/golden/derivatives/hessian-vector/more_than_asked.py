# status: failed
# problem: type
# mistake: more-than-asked

import torch
def hessian_vector(f, x, v):
    return torch.autograd.functional.hvp(f, x, v)
