"""The mean squared error of a column of predictions and a row of targets."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def column_mse(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).mean()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 1.0]))
    yield shown(torch.tensor([[2.0], [4.0], [5.0]]), torch.tensor([2.0, 4.0, 5.0]))
    for (size,) in rng.shapes(1, smallest=1):
        yield hidden(rng.normal(size, 1), rng.normal(size))


@also
def _(predictions, targets):
    return torch.nn.functional.mse_loss(predictions, targets[:, None])


@also
def _(predictions, targets):
    pairs = zip(predictions[:, 0], targets, strict=True)
    return torch.stack([(p - t) ** 2 for p, t in pairs]).mean()


@mistake("every-pair")
def _(predictions, targets):
    return ((predictions - targets) ** 2).mean()


@mistake("summed-instead")
def _(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).sum()


@mistake("absolute-difference")
def _(predictions, targets):
    return (predictions.squeeze(1) - targets).abs().mean()


@mistake("root-taken")
def _(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).mean().sqrt()


@mistake("not-averaged")
def _(predictions, targets):
    return (predictions.squeeze(1) - targets) ** 2


@mistake("signs-cancel")
def _(predictions, targets):
    return (predictions.squeeze(1) - targets).mean() ** 2


@mistake("first-row-only")
def _(predictions, targets):
    return ((predictions[0] - targets) ** 2).mean()
