# status: failed
# problem: value
# mistake: counted-from-one

import torch


def first_bad_layer(layers, x):
    for number, layer in enumerate(layers, start=1):
        x = layer(x)
        if not torch.isfinite(x).all():
            return number
    return -1
