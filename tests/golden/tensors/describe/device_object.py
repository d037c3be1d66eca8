# status: failed
# problem: type
# mistake: device-itself

import torch


def describe(t):
    return t.shape, t.dtype, t.device
