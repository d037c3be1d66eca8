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
class TwoLayer(nn.Module):
    def __init__(self, inputs, hidden_size):
        super().__init__()
        self.first = nn.Linear(inputs, hidden_size)
        self.second = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


def cases(rng: Rng) -> Cases:
    yield shown(made(2, 3), ask_shapes("named_parameters"))
    for inputs, size in rng.shapes(2, smallest=2):
        state = {
            "first.weight": rng.normal(size, inputs),
            "first.bias": rng.normal(size),
            "second.weight": rng.normal(1, size),
            "second.bias": rng.normal(1),
        }
        x = rng.normal(4, inputs)
        yield hidden(
            made(inputs, size),
            do("load_state_dict", state),
            ask(x),
            ask("state_dict"),
            ask("parameters"),
            ask("second.bias"),
        )


@also
class _(nn.Module):
    def __init__(self, inputs, hidden_size):
        nn.Module.__init__(self)
        self.first, self.second = nn.Linear(inputs, hidden_size), nn.Linear(hidden_size, 1)

    def forward(self, x):
        h = self.first(x).clamp(min=0)
        return h @ self.second.weight.T + self.second.bias


@mistake("no-relu")
class _(nn.Module):
    def __init__(self, inputs, hidden_size):
        super().__init__()
        self.first = nn.Linear(inputs, hidden_size)
        self.second = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.second(self.first(x))


@mistake("other-names")
class _(nn.Module):
    def __init__(self, inputs, hidden_size):
        super().__init__()
        self.layer1 = nn.Linear(inputs, hidden_size)
        self.layer2 = nn.Linear(hidden_size, 1)

    def forward(self, x):
        return self.layer2(torch.relu(self.layer1(x)))
