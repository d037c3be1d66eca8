# status: failed
# problem: value
# mistake: returned-y

import torch


def slope(x0):
    y = x0**2 + 2 * x0 + 1
    return y
