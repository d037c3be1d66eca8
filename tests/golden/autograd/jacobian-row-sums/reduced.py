# status: failed
# problem: shape
# mistake: reduced

import torch
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x ** 3).sum().backward()
    return x.grad.sum()
