# status: failed
# problem: dtype
# mistake: stayed-integer

import torch


def to_float(values):
    return torch.tensor(values)
