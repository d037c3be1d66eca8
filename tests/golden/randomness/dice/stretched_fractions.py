# status: failed
# problem: value
# mistake: stretched-fractions

import torch
def dice(seed, count):
    g = torch.Generator().manual_seed(seed)
    return (torch.rand(count, generator=g) * 6).long() + 1
