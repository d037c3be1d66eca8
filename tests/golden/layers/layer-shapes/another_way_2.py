# status: passed


def layer_shapes(model, x):
    shapes = []
    for _, layer in model.named_children():
        x = layer(x)
        shapes.append(x.size())
    return [tuple(each) for each in shapes]
