# status: passed
# remarks: loop-instead-of-broadcast

import torch


def to_float(values):
    return torch.tensor([float(v) for v in values])
