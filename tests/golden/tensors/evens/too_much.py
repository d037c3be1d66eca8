# status: failed
# problem: shape
# mistake: too-much

import torch
def evens(stop):
    return torch.tensor([i * 2 for i in range(stop)])
