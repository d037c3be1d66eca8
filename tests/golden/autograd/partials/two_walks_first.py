# status: failed
# problem: value
# mistake: added-up

import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    for _ in range(2):
        (x * y + torch.sin(x)).backward()
    return (x.grad.item(), y.grad.item())
