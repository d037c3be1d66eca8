# status: failed
# problem: value
# mistake: all-must-break

import torch


def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).any():
            return number
    return -1
