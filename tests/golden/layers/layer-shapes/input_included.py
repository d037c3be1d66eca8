# status: failed
# problem: type
# mistake: input-included


def layer_shapes(model, x):
    shapes = [tuple(x.shape)]
    for layer in model:
        x = layer(x)
        shapes.append(tuple(x.shape))
    return shapes
