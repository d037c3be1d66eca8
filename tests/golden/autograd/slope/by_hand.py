# status: passed

import torch


def slope(x0):
    return 2 * x0 + 2
