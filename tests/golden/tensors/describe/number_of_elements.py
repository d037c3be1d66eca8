# status: failed
# problem: type
# mistake: counted-instead

import torch


def describe(t):
    return (t.nelement(), t.dtype, t.device.type)
