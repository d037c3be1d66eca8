# status: failed
# problem: value
# mistake: nan-only

import torch


def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if torch.isnan(x).any():
            return number
    return -1
