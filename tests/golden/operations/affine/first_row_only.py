# status: failed
# problem: shape
# mistake: first-row-only

import torch
def affine(x, w, b):
    return x[0] @ w + b
