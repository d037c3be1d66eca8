# status: failed
# problem: value
# mistake: stream-changed-over

import torch


def two_streams(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    torch.manual_seed(side_seed)
    return first, torch.rand(count), torch.rand(count)
