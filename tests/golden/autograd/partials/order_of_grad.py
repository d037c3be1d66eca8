# status: failed
# problem: value
# mistake: swapped

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    grads = torch.autograd.grad(x * y + torch.sin(x), [y, x])
    return grads[0].item(), grads[1].item()
