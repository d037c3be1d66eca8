# status: failed
# problem: value
# mistake: sine-of-y

import torch
def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(y)
    z.backward()
    return x.grad.item(), y.grad.item()
