# status: failed
# problem: dtype
# mistake: stayed-integer

import torch


def to_float(values: list[int]) -> torch.Tensor:
    t = torch.tensor(values)
    t.float()
    return t
