# status: failed
# problem: shape
# mistake: one-row-short

import torch
def toeplitz(values):
    n = len(values) // 2
    return values.unfold(0, n, 1).flip(0)
