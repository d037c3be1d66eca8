# status: failed
# problem: value
# mistake: returned-s

import torch


def grad_of_sum(x):
    return torch.pow(x, 3)
