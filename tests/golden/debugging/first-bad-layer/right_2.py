# status: passed

import torch


def first_bad_layer(layers, x):
    number = 0
    with torch.no_grad():
        while number < len(layers):
            x = layers[number](x)
            if torch.isfinite(x).logical_not().sum() > 0:
                return number
            number += 1
    return -1
