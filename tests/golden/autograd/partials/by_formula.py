# status: passed

import torch


def partials(x, y):
    dx, dy = torch.func.grad(lambda a, b: a * b + a.sin(), argnums=(0, 1))(
        torch.tensor(x), torch.tensor(y)
    )
    return dx.item(), dy.item()
