# status: failed
# problem: type
# mistake: other-order

import torch


def describe(t):
    return t.dtype, tuple(t.shape), t.device.type
