# status: failed
# problem: value
# mistake: forgot-power

import torch


def grad_of_sum(x):
    return torch.ones_like(x)
