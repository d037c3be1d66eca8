# status: failed
# problem: shape
# mistake: outputs-summed

import torch


def bilinear(x, weight, y):
    return torch.einsum("bi,oij,bj->b", x, weight, y)
