# status: passed


def freeze_part(model, part):
    left = []
    for name, parameter in model.named_parameters():
        if name.split(".")[0] == part:
            parameter.requires_grad = False
        else:
            left.append(name)
    return left
