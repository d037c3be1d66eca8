# status: passed

import torch


def jacobian_by_hand(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    directions = torch.eye(len(y))
    return torch.autograd.grad(y, x, directions, is_grads_batched=True)[0]
