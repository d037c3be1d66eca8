"""Where nan or infinity first appears, when an input walks through a list of layers."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def chain(names):
    """Return a sequence of elementwise functions, by name."""

    class Elementwise(nn.Module):
        def __init__(self, function):
            super().__init__()
            self.function = function

        def forward(self, x):
            return self.function(x)

    functions = {
        "relu": torch.relu,
        "log": torch.log,
        "sqrt": torch.sqrt,
        "exp": torch.exp,
        "double": lambda x: 2 * x,
        "inverse": lambda x: 1 / x,
        "tanh": torch.tanh,
    }
    return nn.Sequential(*[Elementwise(functions[name]) for name in names])


@exercise()
def first_bad_layer(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            return number
    return -1


def cases(rng: Rng) -> Cases:
    yield shown(chain(["double", "sqrt", "double"]), torch.tensor([1.0, -4.0]))
    yield shown(chain(["double", "tanh"]), torch.tensor([1.0, 2.0]))
    yield shown(chain(["double", "log"]), torch.tensor([-1.0, -2.0]))
    # The logarithm of 0 is minus infinity, and exp makes 0 of that again.
    yield shown(chain(["relu", "log", "exp", "double"]), torch.tensor([3.0, -1.0]))
    yield shown(chain(["inverse", "double", "tanh", "sqrt"]), torch.tensor([0.0, 2.0]))
    # In a random order and behind lengths of their own, so that no list of numbers is the answer.
    endings = (
        ["sqrt", "relu", "tanh"],
        ["relu", "inverse", "tanh", "double"],
        ["tanh", "relu"],
        ["relu", "log", "exp"],
    )
    for ending in rng.sample(endings, len(endings)):
        x = rng.normal(4, 3)
        x[1, 2], x[2, 0] = -1.0, 2.0
        yield hidden(chain([*["double"] * rng.integer(1, 6), *ending]), x)


@also
def _(layers, x):
    outputs = []
    for layer in layers:
        x = layer(x)
        outputs.append(bool((x.isnan() | x.isinf()).any()))
    return outputs.index(True) if True in outputs else -1


@also
def _(layers, x):
    number = 0
    with torch.no_grad():
        while number < len(layers):
            x = layers[number](x)
            if torch.isfinite(x).logical_not().sum() > 0:
                return number
            number += 1
    return -1


@mistake("nan-only")
def _(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if torch.isnan(x).any():
            return number
    return -1


@mistake("all-must-break")
def _(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).any():
            return number
    return -1


@mistake("counted-from-one")
def _(layers, x):
    for number, layer in enumerate(layers, start=1):
        x = layer(x)
        if not torch.isfinite(x).all():
            return number
    return -1


@mistake("last-bad-layer")
def _(layers, x):
    found = -1
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            found = number
    return found


@mistake("each-on-the-input")
def _(layers, x):
    for number, layer in enumerate(layers):
        if not torch.isfinite(layer(x)).all():
            return number
    return -1


@mistake("infinity-only")
def _(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if torch.isinf(x).any():
            return number
    return -1


@mistake("nan-compared")
def _(layers, x):
    for number, layer in enumerate(layers):
        x = layer(x)
        if x.eq(float("nan")).any() or (x == float("inf")).any():
            return number
    return -1


@mistake("stopped-after-the-first")
def _(layers, x):
    for number, layer in enumerate(layers):
        if not torch.isfinite(layer(x)).all():
            return number
        return -1
    return -1


@mistake("never-found")
def _(layers, x):
    for number, layer in enumerate(layers):
        if not all(torch.isfinite(each).all() for each in layer.parameters()):
            return number
    return -1


@mistake("all-listed")
def _(layers, x):
    bad = []
    for number, layer in enumerate(layers):
        x = layer(x)
        if not torch.isfinite(x).all():
            bad.append(number)
    return bad
