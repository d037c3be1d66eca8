# status: failed
# problem: shape
# mistake: transposed

import torch
def bilinear(x, weight, y):
    return torch.einsum("bi,oij,bj->ob", x, weight, y)
