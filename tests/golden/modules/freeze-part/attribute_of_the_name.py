# status: failed
# problem: given-state
# mistake: names-alone

def freeze_part(model, part):
    result = []
    for name, parameter in model.named_parameters():
        frozen = name.startswith(part + ".")
        if frozen:
            requires_grad = False
        else:
            result.append(name)
    return result
