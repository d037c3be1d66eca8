from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def line(features):
    return nn.Linear(features, 1)


@line.after
def _(model):
    return {name: p.requires_grad for name, p in model.named_parameters()}


@exercise()
def freeze_all(model):
    model.requires_grad_(False)
    return len(list(model.parameters()))


def cases(rng: Rng) -> Cases:
    yield shown(line(2))
    yield hidden(line(rng.integer(3, 6)))


@also
def _(model):
    for each in model.parameters():
        each.requires_grad = False
    return 2


@mistake("nothing-frozen")
def _(model):
    return len(list(model.parameters()))
