# status: failed
# problem: type
# mistake: named-instead

import torch


def describe(t):
    return str(tuple(t.shape)), str(t.dtype), str(t.device.type)
