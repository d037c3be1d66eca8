# status: failed
# problem: dtype
# mistake: mask-returned

import torch


def evens(stop):
    return torch.tensor([n % 2 == 0 for n in range(stop)])
