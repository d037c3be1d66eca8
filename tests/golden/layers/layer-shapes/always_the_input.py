# status: error
# mistake: always-the-input
# error: linear-features


def layer_shapes(model, x):
    return [tuple(layer(x).shape) for layer in model]
