# status: failed
# problem: value
# mistake: stopped-after-the-first

import torch
def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            return number
        else:
            return -1
