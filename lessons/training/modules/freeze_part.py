"""Freezing a part of a model, and the names of what still learns."""

from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def parts(names, nested=False):
    model = nn.Module()
    for name in names:
        layer = nn.Linear(2, 2)
        model.add_module(name, nn.Sequential(layer, nn.ReLU()) if nested else layer)
    return model


@parts.after
def _(model):
    return {name: p.requires_grad for name, p in model.named_parameters()}


@exercise()
def freeze_part(model, part):
    for name, parameter in model.named_parameters():
        if name.startswith(part + "."):
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


def cases(rng: Rng) -> Cases:
    yield shown(parts(["body", "head"]), "body")
    yield shown(parts(["layer1", "layer10", "layer2"]), "layer1")
    for _ in range(3):
        names = rng.sample(["stem", "block", "block2", "neck", "head", "head2"], 4)
        yield hidden(parts(names), rng.choice(names))
    yield hidden(parts(["out", "hidden", "out2"]), "out")
    yield hidden(parts(["trunk", "top"], nested=True), "trunk")


@also
def _(model, part):
    getattr(model, part).requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@also
def _(model, part):
    left = []
    for name, parameter in model.named_parameters():
        if name.split(".")[0] == part:
            parameter.requires_grad = False
        else:
            left.append(name)
    return left


@mistake("prefix-too-wide")
def _(model, part):
    for name, parameter in model.named_parameters():
        if name.startswith(part):
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("prefix-too-wide")
def _(model, part):
    for name, parameter in model.named_parameters():
        if part in name:
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("nothing-frozen")
def _(model, part):
    for name, parameter in model.named_parameters():
        if name == part:
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("nothing-frozen")
def _(model, part):
    getattr(model, part).requires_grad = False
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("names-alone")
def _(model, part):
    return [name for name, _ in model.named_parameters() if not name.startswith(part + ".")]


@mistake("other-part-frozen")
def _(model, part):
    for name, parameter in model.named_parameters():
        if not name.startswith(part + "."):
            parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("other-part-frozen")
def _(model, part):
    getattr(model, part).requires_grad_(False)
    return [name for name, p in model.named_parameters() if not p.requires_grad]


@mistake("everything-frozen")
def _(model, part):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]


@mistake("weight-only")
def _(model, part):
    getattr(model, part).weight.requires_grad_(False)
    return [name for name, p in model.named_parameters() if p.requires_grad]
