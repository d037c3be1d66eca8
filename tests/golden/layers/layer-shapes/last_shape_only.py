# status: failed
# problem: type
# mistake: last-shape-only


def layer_shapes(model, x):
    return [tuple(model(x).shape)]
