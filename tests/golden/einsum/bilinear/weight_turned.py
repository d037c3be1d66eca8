# status: failed
# problem: value
# mistake: weight-turned

import torch


def bilinear(x, weight, y):
    return torch.einsum("bi,oji,bj->bo", x, weight, y)
