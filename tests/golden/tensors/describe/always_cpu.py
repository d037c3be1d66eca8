# status: failed
# problem: value
# mistake: values-fixed

import torch


def describe(t):
    return tuple(t.shape), t.dtype, "cpu"
