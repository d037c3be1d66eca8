# status: passed

import torch


def describe(t):
    return t.size(), t.dtype, str(t.device)
