# status: passed


def layer_shapes(model, x):
    return [tuple(model[: end + 1](x).shape) for end in range(len(model))]
