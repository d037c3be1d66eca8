# status: failed
# problem: type
# mistake: counted-instead

import torch


def describe(t):
    return t.dim(), t.dtype, t.device.type
