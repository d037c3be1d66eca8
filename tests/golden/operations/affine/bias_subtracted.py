# status: failed
# problem: value
# mistake: bias-subtracted

import torch
def affine(x, w, b):
    return x @ w - b
