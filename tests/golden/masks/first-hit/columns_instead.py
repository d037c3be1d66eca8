# status: failed
# problem: value
# mistake: columns-instead

import torch
def first_hit(mask):
    return torch.where(mask.any(0), mask.int().argmax(0), -1)
