# status: failed
# problem: type
# mistake: everything-frozen


def freeze_part(model, part):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]
