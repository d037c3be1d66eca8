# status: failed
# problem: value
# mistake: mask-inverted

import torch
def disk(size):
    p = torch.arange(size) - (size - 1) / 2
    return (p[:, None] ** 2 + p ** 2).sqrt() > size / 2
