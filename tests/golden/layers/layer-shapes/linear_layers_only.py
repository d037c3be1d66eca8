# status: failed
# problem: type
# mistake: linear-layers-only

from torch import nn


def layer_shapes(model, x):
    shapes = []
    for layer in model:
        x = layer(x)
        if isinstance(layer, nn.Linear):
            shapes.append(tuple(x.shape))
    return shapes
