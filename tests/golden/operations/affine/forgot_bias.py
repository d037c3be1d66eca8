# status: failed
# problem: value
# mistake: bias-forgotten

import torch


def affine(x, w, b):
    return x.matmul(w)
