# status: failed
# problem: value
# mistake: faces-from-zero

import torch


def dice(seed, count):
    return torch.randint(6, (count,), generator=torch.Generator().manual_seed(seed))
