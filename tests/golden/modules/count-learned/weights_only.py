# status: failed
# problem: value
# mistake: weights-only


def count_learned(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad and p.ndim == 2)
