# status: failed
# problem: shape
# mistake: jacobian-on-its-side

import torch


def jacobian_by_hand(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    rows = [torch.autograd.grad(each, x, retain_graph=True)[0] for each in y]
    return torch.stack(rows, dim=1)
