# status: failed
# problem: value
# mistake: normal-numbers

import torch
def two_streams(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    return torch.randn(count, generator=main), torch.randn(count, generator=side), torch.randn(count, generator=main)
