# status: failed
# problem: value
# mistake: mean-instead

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_(True)
    s = torch.mean(x**3)
    s.backward()
    return x.grad
