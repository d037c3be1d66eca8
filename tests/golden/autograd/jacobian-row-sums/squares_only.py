# status: failed
# problem: value
# mistake: forgot-power

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad((x * x).sum(), x)[0]
