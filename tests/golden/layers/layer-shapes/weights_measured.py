# status: failed
# problem: type
# mistake: weights-measured

def layer_shapes(model, x):
    shapes = []
    for p in model.parameters():
        shapes.append(tuple(p.shape))
    return shapes
