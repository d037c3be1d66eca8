# status: failed
# problem: value
# mistake: nan-compared

import torch
def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if (x == float("nan")).any() or (x == float("inf")).any():
            return number
    return -1
