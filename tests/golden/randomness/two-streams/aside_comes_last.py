# status: failed
# problem: value
# mistake: aside-comes-last

import torch
def two_streams(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    a = torch.rand(count, generator=main)
    b = torch.rand(count, generator=main)
    c = torch.rand(count, generator=side)
    return a, b, c
