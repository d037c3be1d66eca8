# status: failed
# problem: value
# mistake: bias-multiplied

import torch


def affine(x, w, b):
    return torch.matmul(x, w) * b
