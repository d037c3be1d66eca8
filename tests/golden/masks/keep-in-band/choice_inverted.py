# status: failed
# problem: value
# mistake: choice-inverted

import torch
def keep_in_band(x, low, high):
    return torch.where((x >= low) & (x <= high), 0, x)
