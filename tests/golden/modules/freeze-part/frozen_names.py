# status: failed
# problem: type
# mistake: other-part-frozen

def freeze_part(model, part):
    frozen = []
    for name, p in model.named_parameters():
        if name.startswith(part + "."):
            p.requires_grad = False
            frozen.append(name)
    return frozen
