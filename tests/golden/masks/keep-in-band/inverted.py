# status: passed

import torch


def keep_in_band(x, low, high):
    outside = (x < low) | (x > high)
    result = x.clone()
    result[outside] = 0
    return result
