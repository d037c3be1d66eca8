# status: failed
# problem: value
# mistake: infinity-only

import torch
def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if torch.isinf(x).any():
            return number
    return -1
