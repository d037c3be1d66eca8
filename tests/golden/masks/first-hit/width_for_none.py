# status: failed
# problem: value
# mistake: width-for-none

import torch
def first_hit(mask):
    width = mask.shape[1]
    return torch.where(mask, torch.arange(width), width).amin(1)
