# status: passed
# remarks: parameters-swapped

import torch


def affine(w, x, b):
    return w @ x + b
