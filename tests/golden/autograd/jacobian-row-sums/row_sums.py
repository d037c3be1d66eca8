# status: passed

import torch


def grad_of_sum(x):
    return torch.func.jacfwd(lambda v: v**3)(x).sum(0)
