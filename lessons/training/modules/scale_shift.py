"""A module with two parameters: a scale and a shift for each feature."""

import torch
from torch import nn

from lessons.authoring import (
    Cases,
    Rng,
    also,
    ask,
    ask_shapes,
    do,
    exercise,
    hidden,
    made,
    mistake,
    shown,
)


@exercise()
class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.shift = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x * self.scale + self.shift


def cases(rng: Rng) -> Cases:
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    yield shown(made(2), ask(x))
    yield shown(made(2), ask_shapes("named_parameters"))
    state = {"scale": torch.tensor([10.0, 1.0]), "shift": torch.tensor([0.0, 5.0])}
    yield shown(made(2), do("load_state_dict", state), ask(x))
    for rows, features in rng.shapes(2, smallest=1, count=4):
        state = {"scale": rng.normal(features), "shift": rng.normal(features)}
        x = rng.normal(rows, features)
        yield hidden(made(features), ask_shapes("named_parameters"))
        yield hidden(made(features), ask(x), do("load_state_dict", state), ask(x))
    yield hidden(made(3), ask("scale.requires_grad"), ask("shift.requires_grad"))


@also
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.register_parameter("scale", nn.Parameter(torch.full((features,), 1.0)))
        self.register_parameter("shift", nn.Parameter(torch.full((features,), 0.0)))

    def forward(self, x):
        return torch.addcmul(self.shift, x, self.scale)


@also
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        scale, shift = torch.ones(features), torch.zeros(features)
        self.scale, self.shift = nn.Parameter(scale), nn.Parameter(shift)

    def forward(self, x):
        return torch.stack([row * self.scale + self.shift for row in x])


@mistake("plain-tensors")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = torch.ones(features)
        self.shift = torch.zeros(features)

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("plain-tensors")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = torch.ones(features, requires_grad=True)
        self.shift = torch.zeros(features, requires_grad=True)

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("frozen-from-the-start")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features), requires_grad=False)
        self.shift = nn.Parameter(torch.zeros(features), requires_grad=False)

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("one-for-all")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.shift = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("shift-before-scale")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.shift = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return (x + self.shift) * self.scale


@mistake("starts-at-zero")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(features))
        self.shift = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("parameters-in-forward")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.features = features

    def forward(self, x):
        self.scale = nn.Parameter(torch.ones(self.features))
        self.shift = nn.Parameter(torch.zeros(self.features))
        return x * self.scale + self.shift


@mistake("shift-starts-at-one")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.shift = nn.Parameter(torch.ones(features))

    def forward(self, x):
        return x * self.scale + self.shift


@mistake("matrix-product")
class _(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.shift = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x @ self.scale + self.shift
