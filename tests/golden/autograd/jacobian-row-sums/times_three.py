# status: failed
# problem: value
# mistake: times-three

import torch
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    s = (3 * x).sum()
    s.backward()
    return x.grad
