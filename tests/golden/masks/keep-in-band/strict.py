# status: failed
# problem: value
# mistake: ends-left-out

import torch


def keep_in_band(x, low, high):
    inside = (x > low) * (x < high)
    return x * inside
