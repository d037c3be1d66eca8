# status: failed
# problem: value
# mistake: slope-squared

import torch
def second_derivative(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad ** 2
