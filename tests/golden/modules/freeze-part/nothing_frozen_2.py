# status: failed
# problem: type
# mistake: nothing-frozen


def freeze_part(model, part):
    getattr(model, part).requires_grad = False
    return [name for name, p in model.named_parameters() if p.requires_grad]
