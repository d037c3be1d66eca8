# status: failed
# problem: type
# mistake: parts-in-list

import torch
def jacobian_by_hand(f, x):
    x = x.clone().requires_grad_()
    return [torch.autograd.grad(v, x, retain_graph=True)[0] for v in f(x)]
