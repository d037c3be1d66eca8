# status: failed
# problem: value
# mistake: radius-too-small

import torch
def disk(size):
    mid = (size - 1) / 2
    p = torch.arange(size) - mid
    return (p[:, None] ** 2 + p ** 2).sqrt() <= mid
