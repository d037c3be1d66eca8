# status: failed
# problem: value
# mistake: mean-instead

import torch


def grad_of_sum(x):
    return 3 * x**2 / len(x)
