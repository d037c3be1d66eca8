# status: failed
# problem: dtype
# mistake: made-float64

import torch


def to_float(values):
    result = torch.zeros(len(values), dtype=torch.float64)
    for i in range(len(values)):
        result[i] = float(values[i])
    return result
