# status: failed
# problem: value
# mistake: diagonal-only

import torch
def jacobian_by_hand(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    J = torch.zeros(len(y), len(x))
    for i in range(len(y)):
        J[i, i] = torch.autograd.grad(y[i], x, retain_graph=True)[0][i]
    return J
