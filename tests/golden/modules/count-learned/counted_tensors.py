# status: failed
# problem: value
# mistake: counted-tensors


def count_learned(model):
    return len([p for p in model.parameters() if p.requires_grad])
