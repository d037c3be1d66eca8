# status: passed

import torch
import torch.nn.functional as F


def affine(x, w, b):
    return F.linear(x, w.T, b)
