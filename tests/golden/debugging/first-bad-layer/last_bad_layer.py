# status: failed
# problem: value
# mistake: last-bad-layer

import torch


def first_bad_layer(layers, x):
    found = -1
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            found = number
    return found
