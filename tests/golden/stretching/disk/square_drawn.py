# status: failed
# problem: value
# mistake: square-drawn

import torch
def disk(size):
    p = (torch.arange(size) - (size - 1) / 2).abs()
    return torch.maximum(p[:, None], p) <= size / 2
