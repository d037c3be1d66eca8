# status: failed
# problem: value
# mistake: counted-tensors


def count_learned(model):
    return len(list(model.parameters()))
