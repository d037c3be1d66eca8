# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def affine(x, w, b):
    return torch.nn.functional.linear(x, w.T)
