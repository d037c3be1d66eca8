# status: failed
# problem: shape
# mistake: whole-jacobian

import torch


def grad_of_sum(x):
    return torch.diag(3 * x**2)
