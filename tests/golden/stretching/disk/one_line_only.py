# status: failed
# problem: shape
# mistake: one-line-only

import torch
def disk(size):
    p = torch.arange(size) - (size - 1) / 2
    return (p ** 2 + p ** 2).sqrt() <= size / 2
