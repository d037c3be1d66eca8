# status: passed

import torch


def grad_of_sum(x):
    return 3 * x**2
