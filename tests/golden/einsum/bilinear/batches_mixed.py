# status: failed
# problem: value
# mistake: batches-mixed

import torch


def bilinear(x, weight, y):
    return torch.einsum("bi,oij,cj->bo", x, weight, y)
