# status: failed
# problem: value
# mistake: limit-filled

import torch
def keep_in_band(x, low, high):
    return torch.where((x >= low) & (x <= high), x, low)
