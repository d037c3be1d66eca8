# status: failed
# problem: shape
# mistake: returned-s

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    s = (x**3).sum()
    s.backward()
    return s
