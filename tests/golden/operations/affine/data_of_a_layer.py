# status: passed
# remarks: writes-data

import torch
from torch import nn


def affine(x, w, b):
    layer = nn.Linear(*w.shape, dtype=w.dtype) if len(w) else None
    if layer is None:
        return x @ w + b
    with torch.no_grad():
        layer.weight.data = w.T
        layer.bias.data = b
        return layer(x)
