# status: failed
# problem: value
# mistake: hits-counted

import torch
def first_hit(mask):
    return mask.sum(dim=1)
