# status: failed
# problem: value
# mistake: or-instead

import torch
def keep_in_band(x, low, high):
    return torch.where((x >= low) | (x <= high), x, 0)
