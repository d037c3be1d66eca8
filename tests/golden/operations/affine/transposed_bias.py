# status: failed
# problem: value
# mistake: bias-as-column

import torch


def affine(x, w, b):
    return torch.mm(x, w) + b.unsqueeze(1)
