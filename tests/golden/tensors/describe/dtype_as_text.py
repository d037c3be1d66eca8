# status: failed
# problem: type
# mistake: named-instead

import torch


def describe(t):
    return t.shape, str(t.dtype), t.device.type
