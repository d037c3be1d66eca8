# status: failed
# problem: value
# mistake: counted-frozen


def count_learned(model):
    return sum(p.numel() for p in model.parameters())
