# status: failed
# problem: value
# mistake: each-on-the-input

import torch


def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        if not torch.isfinite(layer(x)).all():
            return number
    return -1
