# status: failed
# problem: type
# mistake: returned-tensor

import torch


def partials(x, y):
    x, y = (torch.tensor(v, requires_grad=True) for v in (x, y))
    (x * y + torch.sin(x)).backward()
    return [x.grad, y.grad]
