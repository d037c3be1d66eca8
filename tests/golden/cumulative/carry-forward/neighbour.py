# status: failed
# problem: value
# mistake: one-step-only

import torch


def carry_forward(x):
    result = x.clone()
    holes = torch.isnan(x[1:])
    result[1:][holes] = x[:-1][holes]
    return result
