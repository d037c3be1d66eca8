# status: failed
# problem: value
# mistake: shifted

import torch
def slope(x0):
    h = 0.1
    f = lambda x: x**2 + 2*x + 1
    return (f(x0 + h) - f(x0)) / h
