# status: failed
# problem: shape
# mistake: whole-jacobian

import torch


def grad_of_sum(x):
    return torch.func.jacrev(lambda v: v**3)(x)
