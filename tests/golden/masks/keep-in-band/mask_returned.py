# status: failed
# problem: value
# mistake: mask-returned

import torch
def keep_in_band(x, low, high):
    return ((x >= low) & (x <= high)).float()
