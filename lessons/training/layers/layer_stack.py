"""A stack of linear layers whose number is known only when it is made."""

from itertools import pairwise

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
class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


def cases(rng: Rng) -> Cases:
    yield shown(made([2, 3, 1]), ask_shapes("named_parameters"))
    state = {
        "layers.0.weight": torch.tensor([[1.0, -1.0], [-1.0, 1.0]]),
        "layers.0.bias": torch.zeros(2),
        "layers.1.weight": torch.tensor([[1.0, 2.0]]),
        "layers.1.bias": torch.tensor([-3.0]),
    }
    x = torch.tensor([[2.0, 1.0], [1.0, 2.0]])
    yield shown(made([2, 2, 1]), do("load_state_dict", state), ask(x))
    for depth in (2, 3, 4, 5):
        sizes = [rng.integer(2, 6) for _ in range(depth)]
        state = {}
        for n, (a, b) in enumerate(pairwise(sizes)):
            state[f"layers.{n}.weight"] = rng.normal(b, a)
            state[f"layers.{n}.bias"] = rng.normal(b)
        yield hidden(made(sizes), ask_shapes("named_parameters"))
        yield hidden(made(sizes), do("load_state_dict", state), ask(rng.normal(7, sizes[0])))


@also
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList()
        for n in range(len(sizes) - 1):
            self.layers.append(nn.Linear(sizes[n], sizes[n + 1]))

    def forward(self, x):
        for n, layer in enumerate(self.layers):
            if n > 0:
                x = x.clamp(min=0)
            x = layer(x)
        return x


@also
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.Sequential(
            *[nn.Linear(sizes[n - 1], sizes[n]) for n in range(1, len(sizes))]
        )

    def forward(self, x):
        *hidden, last = self.layers
        for layer in hidden:
            x = nn.functional.relu(layer(x))
        return last(x)


@mistake("plain-list")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [nn.Linear(a, b) for a, b in pairwise(sizes)]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


@mistake("relu-after-the-last")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x


@mistake("nothing-between")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


@mistake("sides-of-a-layer-swapped")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(b, a) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


@mistake("last-layer-forgotten")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes[:-1]))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x


@mistake("relu-before-each-layer")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers:
            x = layer(torch.relu(x))
        return x


@mistake("another-activation")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x)


@mistake("another-activation")
class _(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.sigmoid(layer(x))
        return self.layers[-1](x)
