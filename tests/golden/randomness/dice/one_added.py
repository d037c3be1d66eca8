# status: passed

import torch


def dice(seed, count):
    return 1 + torch.randint(6, (count,), generator=torch.Generator().manual_seed(seed))
