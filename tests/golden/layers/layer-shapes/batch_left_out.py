# status: failed
# problem: type
# mistake: batch-left-out

def layer_shapes(model, x):
    shapes = []
    for layer in model:
        x = layer(x)
        shapes.append(tuple(x.shape[1:]))
    return shapes
