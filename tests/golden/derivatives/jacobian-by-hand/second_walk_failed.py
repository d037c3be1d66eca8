# status: error
# mistake: second-walk-failed
# error: backward-twice

import torch


def jacobian_by_hand(f, x):
    x = x.detach().requires_grad_()
    rows = [torch.autograd.grad(each, x)[0] for each in f(x)]
    return torch.stack(rows)
