# status: failed
# problem: value
# mistake: zero-is-none

import torch
def first_hit(mask):
    out = mask.int().argmax(dim=1)
    out[out == 0] = -1
    return out
