# status: failed
# problem: value
# mistake: bias-as-column

import torch


def affine(x, w, b):
    return x @ w + b[:, None]
