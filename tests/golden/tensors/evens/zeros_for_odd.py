# status: failed
# problem: shape
# mistake: zeros-for-odd

import torch
def evens(stop):
    t = torch.arange(stop)
    return t * (t % 2 == 0)
