# status: passed


def first_bad_layer(layers, x):
    outputs = []
    for layer in layers:
        x = layer(x)
        outputs.append(bool((x.isnan() | x.isinf()).any()))
    return outputs.index(True) if True in outputs else -1
