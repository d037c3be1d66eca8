# status: failed
# problem: type
# mistake: counted-instead

import torch


def describe(t):
    return t.ndim, t.dtype, t.device.type
