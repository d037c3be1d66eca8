# status: failed
# problem: value
# mistake: middle-rounded

import torch
def disk(size):
    p = torch.arange(size) - (size - 1) // 2
    return p[:, None] ** 2 + p ** 2 <= (size // 2) ** 2
