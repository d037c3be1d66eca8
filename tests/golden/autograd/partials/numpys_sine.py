# status: failed
# problem: value
# mistake: left-graph

import numpy as np
import torch


def partials(x, y):
    a = torch.tensor(x, requires_grad=True)
    b = torch.tensor(y, requires_grad=True)
    z = a * b + float(np.sin(x))
    z.backward()
    return a.grad.item(), b.grad.item()
