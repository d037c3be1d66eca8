"""The mean loss of an epoch whose batches have different sizes."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def recording_line(weight, bias):
    class Line(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(weight.shape[1], 1)
            self.layer.load_state_dict({"weight": weight, "bias": bias})

        def forward(self, x):
            return self.layer(x) + 10.0 * torch.is_grad_enabled()

    return Line()


@exercise()
def epoch_loss(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            loss = nn.functional.mse_loss(model(X), y)
            total += loss.item() * len(X)
            count += len(X)
    return total / count


def cases(rng: Rng) -> Cases:
    line = recording_line(torch.tensor([[2.0]]), torch.tensor([0.0]))
    X = torch.tensor([[0.0], [1.0], [2.0]])
    y = torch.tensor([[0.0], [3.0], [8.0]])
    yield shown(line, [(X, y)])
    yield shown(line, [(X[:2], y[:2]), (X[2:], y[2:])])
    plane = recording_line(torch.tensor([[1.0, 1.0]]), torch.tensor([0.0]))
    yield shown(plane, [(torch.tensor([[1.0, 2.0], [0.0, 1.0]]), torch.tensor([[0.0], [0.0]]))])
    for features in (1, 1, 3):
        line = recording_line(rng.normal(1, features), rng.normal(1))
        sizes = rng.sample([1, 2, 3, 5, 8], 3)
        yield hidden(line, [(rng.normal(n, features), rng.normal(n, 1)) for n in sizes])


@also
def _(model, batches):
    with torch.no_grad():
        squares = [((model(X) - y) ** 2).flatten() for X, y in batches]
        return torch.cat(squares).mean().item()


@also
@torch.no_grad()
def _(model, batches):
    total = sum(nn.functional.mse_loss(model(X), y, reduction="sum").item() for X, y in batches)
    return total / sum(len(y) for _, y in batches)


@mistake("mean-of-means")
def _(model, batches):
    with torch.no_grad():
        losses = [nn.functional.mse_loss(model(X), y).item() for X, y in batches]
    return sum(losses) / len(losses)


@mistake("last-batch-only")
def _(model, batches):
    with torch.no_grad():
        for X, y in batches:
            loss = nn.functional.mse_loss(model(X), y)
    return loss.item()


@mistake("still-recording")
def _(model, batches):
    total, count = 0.0, 0
    for X, y in batches:
        loss = nn.functional.mse_loss(model(X), y)
        total += loss.item() * len(X)
        count += len(X)
    return total / count


@mistake("never-divided")
def _(model, batches):
    total = 0.0
    with torch.no_grad():
        for X, y in batches:
            total += nn.functional.mse_loss(model(X), y).item() * len(X)
    return total


@mistake("sum-of-means")
def _(model, batches):
    with torch.no_grad():
        return sum(nn.functional.mse_loss(model(X), y).item() for X, y in batches)


@mistake("means-over-examples")
def _(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += nn.functional.mse_loss(model(X), y).item()
            count += len(X)
    return total / count


@mistake("every-number-counted")
def _(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += nn.functional.mse_loss(model(X), y).item() * len(X)
            count += X.numel()
    return total / count


@mistake("absolute-difference")
def _(model, batches):
    total, count = 0.0, 0
    with torch.no_grad():
        for X, y in batches:
            total += (model(X) - y).abs().sum().item()
            count += len(X)
    return total / count


@mistake("first-batch-only")
def _(model, batches):
    X, y = batches[0]
    with torch.no_grad():
        return nn.functional.mse_loss(model(X), y).item()
