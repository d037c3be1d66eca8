"""The main diagonal as a view: its step is the sum of both strides."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(
    level="medium",
    minutes=8,
    shares_memory_with="table",
    allows=("as_strided", "stride", "size", "min"),
)
def main_diagonal(table):
    down, right = table.stride()
    return table.as_strided((min(table.shape),), (down + right,))


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(20, 29).reshape(3, 3))
    yield shown(torch.arange(20, 28).reshape(4, 2))
    for rows, columns in ((1, 1), (1, 5), (5, 1), (3, 7), (8, 5)):
        yield hidden(rng.normal(rows, columns))
    yield hidden(rng.noncontiguous(rng.normal(4, 6)))
    yield hidden(rng.normal(5, 3).T)


@also
def _(table):
    rows, columns = table.shape
    length = rows if rows < columns else columns
    return torch.as_strided(table, [length], [table.stride(0) + table.stride(1)])


@mistake("width-plus-one")
def _(table):
    return table.as_strided((min(table.shape),), (table.shape[1] + 1,))


@mistake("one-for-each-row")
def _(table):
    return table.as_strided((table.shape[0],), (sum(table.stride()),))


@slow
def _(table):
    return table.diagonal()


@mistake("straight-down")
def _(table):
    return table.as_strided((min(table.shape),), (table.stride(0),))
