# status: failed
# problem: value
# mistake: one-end-only

import torch
def keep_in_band(x, low, high):
    return torch.where(x > high, 0, x)
