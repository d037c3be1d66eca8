# status: failed
# problem: value
# mistake: zero-for-none

import torch


def first_hit(mask):
    return mask.long().argmax(dim=1)
