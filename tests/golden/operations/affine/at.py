# status: passed

import torch


def affine(x, w, b):
    return x @ w + b
