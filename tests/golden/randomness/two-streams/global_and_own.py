# status: passed

import torch


def two_streams(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    side = torch.Generator().manual_seed(side_seed)
    return first, torch.rand(count, generator=side), torch.rand(count)
