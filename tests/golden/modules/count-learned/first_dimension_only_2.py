# status: failed
# problem: value
# mistake: first-dimension-only


def count_learned(model):
    return sum(len(p) for p in model.parameters())
