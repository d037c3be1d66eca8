# status: failed
# problem: value
# mistake: nan-outside

import torch
def keep_in_band(x, low, high):
    return torch.where((x >= low) & (x <= high), x, float("nan"))
