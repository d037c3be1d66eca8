# status: failed
# problem: value
# mistake: scaled

import torch
def bce(p, y):
    return -(y * torch.log10(p + 1e-7) + (1 - y) * torch.log10(1 - p + 1e-7)).mean()
