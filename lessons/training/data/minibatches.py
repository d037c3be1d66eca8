"""Batches of inputs and labels in order, as a generator."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(collect=True)
def minibatches(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]]), torch.arange(5), 2)
    yield shown(torch.tensor([[1.0], [2.0]]), torch.arange(2), 1)
    for rows, size in ((1, 4), (6, 3), (7, 3), (9, 4), (10, 16)):
        yield hidden(rng.normal(rows, 2), rng.integers(rows, low=0, high=9), size)


@also
def _(X, y, batch_size):
    yield from zip(X.split(batch_size), y.split(batch_size), strict=True)


@also
def _(X, y, batch_size):
    for batch in DataLoader(TensorDataset(X, y), batch_size=batch_size):
        yield tuple(batch)


@also
def _(X, y, batch_size):
    while len(X):
        yield X[:batch_size], y[:batch_size]
        X, y = X[batch_size:], y[batch_size:]


@mistake("rest-dropped")
def _(X, y, batch_size):
    for start in range(0, len(X) - batch_size + 1, batch_size):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]


@mistake("batches-overlap")
def _(X, y, batch_size):
    for start in range(len(X)):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]


@mistake("labels-whole")
def _(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y


@mistake("first-batch-only")
def _(X, y, batch_size):
    yield X[:batch_size], y[:batch_size]


@mistake("first-batch-only")
def _(X, y, batch_size):
    for _ in range(0, len(X), batch_size):
        yield X[:batch_size], y[:batch_size]


@mistake("batch-count-as-size")
def _(X, y, batch_size):
    yield from zip(X.chunk(batch_size), y.chunk(batch_size), strict=True)


@mistake("returned-not-yielded")
def _(X, y, batch_size):
    starts = range(0, len(X), batch_size)
    return [(X[each : each + batch_size], y[each : each + batch_size]) for each in starts]


@mistake("single-rows")
def _(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield X[start], y[start]


@mistake("labels-first")
def _(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield y[start : start + batch_size], X[start : start + batch_size]


@mistake("end-never-moves")
def _(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield X[start:batch_size], y[start:batch_size]
