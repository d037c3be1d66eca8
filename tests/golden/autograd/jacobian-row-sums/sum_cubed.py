# status: failed
# problem: value
# mistake: cubed-the-sum

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    s = torch.pow(x.sum(), 3)
    return torch.autograd.grad(s, x)[0]
