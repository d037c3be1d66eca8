# status: failed
# problem: shape
# mistake: outputs-added-up

import torch


def jacobian_by_hand(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]
