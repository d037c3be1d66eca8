# status: failed
# problem: value
# mistake: value-by-x

import torch
def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    return (y / x).item()
