# status: failed
# problem: value
# mistake: frozen-ones-only

def count_learned(model):
    return sum(p.numel() for p in model.parameters() if not p.requires_grad)
