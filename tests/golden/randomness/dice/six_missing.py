# status: failed
# problem: value
# mistake: six-missing

import torch


def dice(seed, count):
    return torch.randint(1, 6, (count,), generator=torch.Generator().manual_seed(seed))
