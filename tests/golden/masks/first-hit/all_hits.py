# status: failed
# problem: shape
# mistake: all-hits

import torch
def first_hit(mask):
    return mask.nonzero()
