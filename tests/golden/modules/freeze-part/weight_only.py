# status: failed
# problem: type
# mistake: weight-only


def freeze_part(model, part):
    getattr(model, part).weight.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]
