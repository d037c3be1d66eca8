# status: failed
# problem: value
# mistake: never-found

import torch
def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        for p in layer.parameters():
            if not torch.isfinite(p).all():
                return number
    return -1
