# status: failed
# problem: dtype
# mistake: made-float64

import torch


def to_float(values):
    t = torch.tensor(values)
    return t.to(float)
