# status: failed
# problem: type
# mistake: other-order

import torch


def describe(t):
    return t.shape, t.device.type, t.dtype
