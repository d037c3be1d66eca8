# status: failed
# problem: given-state
# mistake: names-alone

def freeze_part(model, part):
    learning = []
    for name, parameter in model.named_parameters():
        if name.split(".")[0] != part:
            learning.append(name)
    return learning
