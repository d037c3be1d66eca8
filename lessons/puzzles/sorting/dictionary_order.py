"""Rows in the order of a dictionary: stable sorts, from the last column to the first."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=18, forbids=("sorted", "tolist"))
def dictionary_order(table):
    for column in reversed(range(table.shape[1])):
        table = table[table[:, column].argsort(stable=True)]
    return table


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[2, 1], [1, 9], [2, 0], [1, 3]]))
    yield shown(torch.tensor([[1, 2, 3], [1, 1, 9], [0, 5, 5], [1, 2, 0]]))
    yield hidden(rng.integers(5, 1))
    yield hidden(rng.integers(1, 4))
    for rows, columns in ((8, 2), (12, 3), (30, 4)):
        yield hidden(rng.integers(rows, columns, low=0, high=3))
    yield hidden(torch.tensor([[1, 25], [2, 3], [1, 40], [3, 0]]))
    yield hidden(rng.noncontiguous(rng.integers(15, 3, low=-2, high=2)))


@also
def _(table):
    _, place = table.unique(dim=0, return_inverse=True)
    return table[place.argsort()]


@also
def _(table):
    rows, counts = table.unique(dim=0, return_counts=True)
    return rows.repeat_interleave(counts, dim=0)


@also
def _(table):
    low = table.min()
    base = table.max() - low + 1
    key = torch.zeros(len(table), dtype=torch.int64)
    for column in (table - low).unbind(1):
        key = key * base + column
    return table[key.argsort()]


@mistake("columns-torn-apart")
def _(table):
    return table.sort(dim=0).values


@mistake("first-column-only")
def _(table):
    return table[table[:, 0].argsort(stable=True)]


@mistake("last-column-decides")
def _(table):
    for column in range(table.shape[1]):
        table = table[table[:, column].argsort(stable=True)]
    return table


@slow
def _(table):
    return torch.tensor(sorted(table.tolist()))


@mistake("repeats-lost")
def _(table):
    return table.unique(dim=0)


@mistake("rows-sorted-inside")
def _(table):
    return table.sort(dim=1).values


@mistake("order-returned")
def _(table):
    return table.unique(dim=0, return_inverse=True)[1].argsort(stable=True)


@mistake("two-columns-only")
def _(table):
    for column in (1, 0):
        if column < table.shape[1]:
            table = table[table[:, column].argsort(stable=True)]
    return table
