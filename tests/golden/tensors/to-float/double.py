# status: failed
# problem: dtype
# mistake: made-float64

import torch


def to_float(values):
    return torch.tensor(values, dtype=torch.double)
