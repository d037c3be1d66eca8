# status: passed

import torch


def partials(x, y):
    v = torch.tensor([x, y], requires_grad=True)
    (v[0] * v[1] + v[0].sin()).backward()
    return v.grad.tolist()
