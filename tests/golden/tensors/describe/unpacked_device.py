# status: failed
# problem: type
# mistake: device-itself

import torch


def describe(t):
    size, kind, where = t.size(), t.dtype, t.device
    return (tuple(size), kind, where)
