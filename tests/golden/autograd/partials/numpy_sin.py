# status: error
# error: numpy-function-of-tensor
# en: `np.sin` is NumPy's, and this is a tensor. torch has its own: `torch.sin` (what NumPy calls `axis` is called `dim` there). Then gradients can flow through it, too.
# ja: `np.sin` は NumPy の関数ですが、渡しているのはテンソルです。torch には `torch.sin` があります（NumPy の `axis` は、torch では `dim` です）。こうすると、勾配も流れます。

import numpy as np
import torch


def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + np.sin(x)
    z.backward()
    return x.grad.item(), y.grad.item()
