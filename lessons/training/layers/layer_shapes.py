"""The shape after each layer of an nn.Sequential."""

from itertools import pairwise

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def chain(sizes):
    layers = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(nn.Flatten(), *layers[:-1])


@exercise()
def layer_shapes(model, x):
    shapes = []
    for layer in model:
        x = layer(x)
        shapes.append(tuple(x.shape))
    return shapes


def cases(rng: Rng) -> Cases:
    yield shown(chain([6, 4, 2]), torch.zeros(5, 2, 3))
    yield shown(chain([4, 3]), torch.zeros(1, 4))
    yield shown(chain([4, 4]), torch.zeros(2, 1, 4))
    for rows, height, width in rng.shapes(3, smallest=1, count=4):
        sizes = [height * width, *(rng.integer(2, 9) for _ in range(rng.integer(2, 4)))]
        yield hidden(chain(sizes), rng.normal(rows, height, width))


@also
def _(model, x):
    return [tuple(model[: end + 1](x).shape) for end in range(len(model))]


@also
def _(model, x):
    shapes = []
    for _, layer in model.named_children():
        x = layer(x)
        shapes.append(x.size())
    return [tuple(each) for each in shapes]


@mistake("input-included")
def _(model, x):
    shapes = [tuple(x.shape)]
    for layer in model:
        x = layer(x)
        shapes.append(tuple(x.shape))
    return shapes


@mistake("one-layer-late")
def _(model, x):
    shapes = []
    for layer in model:
        shapes.append(tuple(x.shape))
        x = layer(x)
    return shapes


@mistake("always-the-input")
def _(model, x):
    return [tuple(layer(x).shape) for layer in model]


@mistake("last-shape-only")
def _(model, x):
    return [tuple(model(x).shape)]


@mistake("linear-layers-only")
def _(model, x):
    shapes = []
    for layer in model:
        x = layer(x)
        if isinstance(layer, nn.Linear):
            shapes.append(tuple(x.shape))
    return shapes


@mistake("batch-left-out")
def _(model, x):
    shapes = []
    for layer in model:
        x = layer(x)
        shapes.append(tuple(x.shape[1:]))
    return shapes


@mistake("weights-measured")
def _(model, x):
    return [tuple(each.shape) for each in model.parameters()]
