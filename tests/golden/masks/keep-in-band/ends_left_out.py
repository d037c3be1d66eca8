# status: failed
# problem: value
# mistake: ends-left-out

import torch
def keep_in_band(x, low, high):
    return torch.where((x >= low) & (x < high), x, 0)
