"""The names of parameters that learn nothing: no gradient arrives, or only zeros."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def patchwork(state, cut, dead, frozen):
    """Return a model with a layer that is not used, and others that are cut, dead or frozen."""

    class Patchwork(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(2, 3)
            self.middle = nn.Linear(3, 3)
            self.spare = nn.Linear(3, 1)
            self.head = nn.Linear(3, 1)
            self.load_state_dict(state)
            if dead:  # below zero for every input, so relu lets nothing through
                with torch.no_grad():
                    self.middle.bias.fill_(-1000.0)
            if frozen:
                self.head.bias.requires_grad_(False)

        def forward(self, x):
            h = torch.tanh(self.first(x))
            if cut:
                h = h.detach()
            return self.head(torch.relu(self.middle(h)) + self.first.bias)

    return Patchwork()


@given
def two_lines(state):
    """Return a model with one layer that is used and one that is not."""

    class TwoLines(nn.Module):
        def __init__(self):
            super().__init__()
            self.line = nn.Linear(2, 1)
            self.spare = nn.Linear(2, 1)
            for layer in (self.line, self.spare):
                layer.load_state_dict(state)

        def forward(self, x):
            return self.line(x)

    return TwoLines()


@exercise()
def silent_parameters(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is None or (parameter.grad == 0).all()
    ]


def cases(rng: Rng) -> Cases:
    def state() -> dict[str, torch.Tensor]:
        shapes = {"first": (3, 2), "middle": (3, 3), "spare": (1, 3), "head": (1, 3)}
        made = {}
        for name, (rows, columns) in shapes.items():
            made[f"{name}.weight"] = rng.uniform(rows, columns, low=0.2, high=1.0)
            made[f"{name}.bias"] = rng.uniform(rows, low=0.2, high=1.0)
        # One unit of the middle is always off, so a part of its gradient is zero.
        made["middle.bias"][1] = -1000.0
        return made

    X, y = torch.tensor([[1.0, 2.0], [3.0, -1.0]]), torch.tensor([[1.0], [0.0]])
    yield shown(patchwork(state(), False, False, False), X, y)
    yield shown(patchwork(state(), True, False, False), X, y)
    yield shown(patchwork(state(), False, True, False), X, y)
    # The gradient of `line.weight` is some number times (1, -1), whose sum is zero, and all
    # gradients are small. Powers of two make that exact.
    X = torch.tensor([[1.0, -1.0], [2.0, -2.0]])
    weight, bias = torch.tensor([[0.5, 0.25]]), torch.tensor([0.75])
    yield shown(two_lines({"weight": weight, "bias": bias}), X, X @ weight.T + bias - 2**-6)
    # In a random order, so that no list of names is the answer.
    faults = [(cut, dead) for cut in (False, True) for dead in (False, True)] * 2
    for cut, dead in rng.sample(faults, len(faults)):
        X = rng.uniform(4, 2, low=0.5, high=2.0)
        yield hidden(patchwork(state(), cut, dead, rng.choice([True, False])), X, -X[:, :1])


@also
def _(model, X, y):
    model.zero_grad()
    loss = ((model(X) - y) ** 2).mean()
    loss.backward()
    silent = []
    for name, parameter in model.named_parameters():
        gradient = parameter.grad
        if gradient is None or not gradient.any():
            silent.append(name)
    return silent


@also
def _(model, X, y):
    ((model(X) - y) ** 2).sum().backward()
    sizes = {
        name: 0.0 if p.grad is None else p.grad.abs().sum().item()
        for name, p in model.named_parameters()
    }
    return [name for name, size in sizes.items() if size == 0]


@mistake("none-alone")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [name for name, parameter in model.named_parameters() if parameter.grad is None]


@mistake("one-zero-is-enough")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is None or (parameter.grad == 0).any()
    ]


@mistake("sum-of-gradient")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is None or parameter.grad.sum() == 0
    ]


@mistake("small-taken-for-zero")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is None or parameter.grad.abs().max() < 0.1
    ]


@mistake("never-backward")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y)
    return [name for name, parameter in model.named_parameters() if parameter.grad is None]


@mistake("zeros-alone")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name
        for name, parameter in model.named_parameters()
        if parameter.grad is not None and (parameter.grad == 0).all()
    ]


@mistake("mark-looked-at")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]


@mistake("learning-ones-listed")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [
        name for name, each in model.named_parameters() if each.grad is not None and each.grad.any()
    ]


@mistake("tensors-listed")
def _(model, X, y):
    nn.functional.mse_loss(model(X), y).backward()
    return [each for each in model.parameters() if each.grad is None or not each.grad.any()]
