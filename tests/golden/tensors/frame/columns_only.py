# status: failed
# problem: value
# mistake: sides-missing

import torch


def frame(height, width):
    t = torch.zeros(size=(height, width))
    t[..., 0] = 1.0
    t[..., width - 1] = 1.0
    return t
