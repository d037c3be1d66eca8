# status: failed
# problem: type
# mistake: named-instead

import torch


def describe(t):
    return tuple(t.shape), f"{t.dtype}", f"{t.device}"
