# status: failed
# problem: value
# mistake: forgot-bias

import torch


def affine(x, w, b):
    return x.matmul(w)
