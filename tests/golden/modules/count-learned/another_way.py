# status: passed


def count_learned(model):
    total = 0
    for _, parameter in model.named_parameters():
        if parameter.requires_grad:
            total += parameter.flatten().shape[0]
    return total
