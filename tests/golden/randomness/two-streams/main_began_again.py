# status: failed
# problem: value
# mistake: main-began-again

import torch


def two_streams(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    torch.manual_seed(side_seed)
    aside = torch.rand(count)
    torch.manual_seed(main_seed)
    return first, aside, torch.rand(count)
