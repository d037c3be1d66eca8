# status: failed
# problem: shape
# mistake: counted

import torch
def evens(stop):
    t = torch.arange(stop)
    return (t % 2 == 0).sum()
