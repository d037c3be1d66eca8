"""The mean squared error, which refuses to broadcast."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def checked_mse(predictions, labels):
    if predictions.shape != labels.shape:
        raise ValueError(f"shapes differ: {predictions.shape} and {labels.shape}")
    return ((predictions - labels) ** 2).mean()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0]))
    yield shown(torch.ones(3, 1), torch.ones(3), raises=ValueError)
    yield shown(torch.ones(3, 1), torch.ones(1, 3), raises=ValueError)
    yield shown(torch.ones(2, 3), torch.ones(2, 1), raises=ValueError)
    for shape in ((4,), (5, 1), (3, 2), (2, 3, 2)):
        yield hidden(rng.normal(*shape), rng.normal(*shape))
    count = rng.integer(2, 9)
    yield hidden(rng.normal(count, 1), rng.normal(count), raises=ValueError)
    yield hidden(rng.normal(1, count), rng.normal(count, 1), raises=ValueError)
    yield hidden(rng.normal(count, 3), rng.normal(count, 1), raises=ValueError)


@also
def _(predictions, labels):
    if list(predictions.size()) != list(labels.size()):
        raise ValueError
    return torch.nn.functional.mse_loss(predictions, labels)


@also
def _(predictions, labels):
    same = predictions.dim() == labels.dim() and all(
        a == b for a, b in zip(predictions.shape, labels.shape, strict=True)
    )
    if same:
        error = predictions - labels
        return (error * error).sum() / error.numel()
    raise ValueError("the shapes differ")


@mistake("broadcast-silently")
def _(predictions, labels):
    return ((predictions - labels) ** 2).mean()


@mistake("count-compared")
def _(predictions, labels):
    if predictions.numel() != labels.numel():
        raise ValueError
    return ((predictions - labels) ** 2).mean()


@mistake("length-compared")
def _(predictions, labels):
    if len(predictions) != len(labels):
        raise ValueError
    return ((predictions - labels) ** 2).mean()


@mistake("dimensions-counted")
def _(predictions, labels):
    if predictions.dim() != labels.dim():
        raise ValueError
    return ((predictions - labels) ** 2).mean()
