# status: failed
# problem: value
# mistake: bias-multiplied

import torch


def affine(x, w, b):
    w = w + b
    return x @ w
