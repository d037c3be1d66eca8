"""Inputs and labels in a new, common order."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise(calls=2)
def shuffle_pairs(X, y):
    order = torch.randperm(len(X))
    return X[order], y[order]


@accepts
def _(result, X, y, again):
    inputs, labels = result
    rows = {tuple(row): place for place, row in enumerate(X.tolist())}  # rows of X are distinct
    found = [rows.get(tuple(row), -1) for row in inputs.tolist()]
    if sorted(found) != list(range(len(X))):
        return "drawn-with-repeats"
    if found == list(range(len(X))):
        return "labels-only" if not torch.equal(labels, y) else "order-kept"
    if torch.equal(labels, y):
        return "labels-left-behind"
    if not torch.equal(labels, y[torch.tensor(found)]):
        return "two-orders"
    return "same-order-again" if torch.equal(inputs, again[0]) else None


def cases(rng: Rng) -> Cases:
    # With this many rows, a fair order is never by chance the old one, nor without a repeat.
    X = rng.distinct(30, 2)
    yield shown(X, torch.arange(30))
    for rows in (25, 40, 64):
        yield hidden(rng.distinct(rows, 3), rng.distinct(rows))


@also
def _(X, y):
    return next(iter(DataLoader(TensorDataset(X, y), batch_size=len(X), shuffle=True)))


@also
def _(X, y):
    order = torch.rand(len(y)).argsort()
    return X.index_select(0, order), y.index_select(0, order)


@mistake("two-orders")
def _(X, y):
    return X[torch.randperm(len(X))], y[torch.randperm(len(y))]


@mistake("labels-left-behind")
def _(X, y):
    return X[torch.randperm(len(X))], y


@mistake("labels-only")
def _(X, y):
    return X, y[torch.randperm(len(y))]


@mistake("order-kept")
def _(X, y):
    return X, y


@mistake("order-kept")
def _(X, y):
    order = torch.randperm(len(X))
    X[order], y[order]
    return X, y


@mistake("drawn-with-repeats")
def _(X, y):
    order = torch.randint(len(X), (len(X),))
    return X[order], y[order]


@mistake("same-order-again")
def _(X, y):
    return X.flip(0), y.flip(0)


@mistake("same-order-again")
def _(X, y):
    torch.manual_seed(0)
    order = torch.randperm(len(X))
    return X[order], y[order]
