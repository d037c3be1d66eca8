"""The rectangle where chosen rows cross chosen columns."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=7)
def crossings(table, rows, columns):
    return table[rows[:, None], columns]


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
        torch.tensor([2, 0]),
        torch.tensor([0, 1]),
    )
    for picked, crossed in ((1, 1), (1, 4), (3, 2), (5, 5), (2, 7)):
        table = rng.distinct(4, 6)
        rows = rng.integers(picked, low=0, high=4)
        yield hidden(table, rows, rng.integers(crossed, low=0, high=6))
    table = rng.noncontiguous(rng.normal(5, 3))
    yield hidden(table, rng.integers(6, low=0, high=5), rng.integers(2, low=0, high=3))
    yield hidden(table, rng.integers(0, low=0, high=5), rng.integers(2, low=0, high=3))


@also
def _(table, rows, columns):
    found = torch.zeros(len(rows), len(columns))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            found[i, j] = table[row, column]
    return found


@also
def _(table, rows, columns):
    return table[rows][:, columns]


@also
def _(table, rows, columns):
    height, width = table.shape
    return torch.eye(height)[rows] @ table @ torch.eye(width)[columns].T


@also
def _(table, rows, columns):
    return table.index_select(0, rows).index_select(1, columns)


@mistake("pairs-only")
def _(table, rows, columns):
    return table[rows, columns]


@mistake("table-on-its-side")
def _(table, rows, columns):
    return table[rows][:, columns].T


@mistake("rows-twice")
def _(table, rows, columns):
    return table[rows][columns]


@mistake("from-first-to-last")
def _(table, rows, columns):
    return table[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


@mistake("lists-exchanged")
def _(table, rows, columns):
    return table[columns][:, rows]


@mistake("lists-exchanged")
def _(table, rows, columns):
    return table[columns[:, None], rows]


@mistake("order-lost")
def _(table, rows, columns):
    by_row = torch.zeros(len(table), dtype=torch.bool)
    by_row[rows] = True
    by_column = torch.zeros(table.shape[1], dtype=torch.bool)
    by_column[columns] = True
    return table[by_row][:, by_column]


@mistake("order-lost")
def _(table, rows, columns):
    return table[rows.unique()][:, columns.unique()]
