# status: passed

import torch


def affine(x, w, b):
    y = x @ w
    y += b
    return y
