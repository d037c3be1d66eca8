# status: failed
# problem: shape
# mistake: spread-out

import torch
def evens(stop):
    return torch.linspace(0, stop, stop // 2).long()
