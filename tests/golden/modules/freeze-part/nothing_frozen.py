# status: failed
# problem: type
# mistake: nothing-frozen


def freeze_part(model, part):
    for name, parameter in model.named_parameters():
        if name == part:
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]
