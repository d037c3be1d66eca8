# status: failed
# problem: value
# mistake: sums-of-sizes

import torch
def row_major_strides(sizes):
    return torch.cat([sizes[1:].flip(0).cumsum(0).flip(0), torch.tensor([1])])
