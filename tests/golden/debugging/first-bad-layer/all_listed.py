# status: failed
# problem: type
# mistake: all-listed

import torch
def first_bad_layer(layers, x):
    bad = []
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            bad.append(number)
    return bad
