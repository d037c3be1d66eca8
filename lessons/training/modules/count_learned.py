"""The number of numbers that a model learns."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def two_layers(inputs, middle, frozen):
    model = nn.Sequential(nn.Linear(inputs, middle), nn.BatchNorm1d(middle), nn.Linear(middle, 2))
    for parameter in model[0].parameters():
        parameter.requires_grad_(not frozen)
    return model


@given
def nested(inputs, middle):
    """Return a model whose layers hold layers, and which has a parameter of its own."""
    block = nn.Sequential(nn.Linear(middle, middle), nn.Sequential(nn.Linear(middle, 3)))
    model = nn.Sequential(nn.Linear(inputs, middle), nn.ReLU(), block)
    model.register_parameter("temperature", nn.Parameter(torch.ones(())))
    return model


@exercise()
def count_learned(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def cases(rng: Rng) -> Cases:
    yield shown(two_layers(3, 4, False))
    yield shown(two_layers(3, 4, True))
    for inputs, middle in rng.shapes(2, smallest=2, count=4):
        yield hidden(two_layers(inputs, middle, False))
        yield hidden(two_layers(inputs, middle, True))
    yield hidden(nested(rng.integer(2, 6), rng.integer(2, 6)))


@also
def _(model):
    total = 0
    for _, parameter in model.named_parameters():
        if parameter.requires_grad:
            total += parameter.flatten().shape[0]
    return total


@also
def _(model):
    learned = [p.detach().flatten() for p in model.parameters() if p.requires_grad]
    return len(torch.cat(learned))


@mistake("counted-tensors")
def _(model):
    return len([p for p in model.parameters() if p.requires_grad])


@mistake("counted-tensors")
def _(model):
    return len(list(model.parameters()))


@mistake("counted-frozen")
def _(model):
    return sum(p.numel() for p in model.parameters())


@mistake("counted-buffers")
def _(model):
    return sum(t.numel() for t in model.state_dict().values())


@mistake("first-dimension-only")
def _(model):
    return sum(len(p) for p in model.parameters() if p.requires_grad)


@mistake("first-dimension-only")
def _(model):
    return sum(len(p) for p in model.parameters())


@mistake("weights-only")
def _(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad and p.ndim == 2)


@mistake("outer-layers-only")
def _(model):
    total = 0
    for layer in model.children():
        total += sum(p.numel() for p in layer.parameters(recurse=False) if p.requires_grad)
    return total


@mistake("outer-layers-only")
def _(model):
    total = 0
    for layer in model.children():
        total += sum(p.numel() for p in layer.parameters() if p.requires_grad)
    return total


@mistake("frozen-ones-only")
def _(model):
    return sum(p.numel() for p in model.parameters() if not p.requires_grad)
