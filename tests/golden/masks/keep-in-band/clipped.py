# status: failed
# problem: value
# mistake: clamped

import torch


def keep_in_band(x, low, high):
    return torch.clip(x, low, high)
