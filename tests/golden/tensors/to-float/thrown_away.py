# status: failed
# problem: dtype
# mistake: stayed-integer

import torch


def to_float(values):
    t = torch.tensor(values)
    t.float()
    return t
