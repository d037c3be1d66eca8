# status: failed
# problem: type
# mistake: one-layer-late


def layer_shapes(model, x):
    shapes = []
    for layer in model:
        shapes.append(tuple(x.shape))
        x = layer(x)
    return shapes
