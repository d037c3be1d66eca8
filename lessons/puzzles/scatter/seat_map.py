"""Ones at given places: an index pair on the left of `=`."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=5)
def seat_map(rows, columns, height, width):
    seats = torch.zeros(height, width, dtype=torch.int64)
    seats[rows, columns] = 1
    return seats


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([0, 2, 2]), torch.tensor([3, 0, 1]), 3, 4)
    yield shown(torch.tensor([1, 1, 0]), torch.tensor([2, 2, 0]), 2, 3)
    for count, height, width in ((1, 1, 1), (2, 1, 5), (3, 4, 1), (4, 4, 4), (9, 5, 7)):
        rows = rng.integers(count, low=0, high=height)
        yield hidden(rows, rng.integers(count, low=0, high=width), height, width)
    rows = rng.noncontiguous(rng.integers(6, low=0, high=3))
    yield hidden(rows, rng.noncontiguous(rng.integers(6, low=0, high=8)), 3, 8)


@also
def _(rows, columns, height, width):
    seats = torch.zeros(height, width, dtype=torch.int64)
    for row, column in zip(rows, columns, strict=True):
        seats[row, column] = 1
    return seats


@also
def _(rows, columns, height, width):
    places = rows * width + columns
    return torch.zeros(height * width, dtype=torch.int64).scatter(0, places, 1).view(height, width)


@also
def _(rows, columns, height, width):
    in_row = torch.arange(height)[:, None] == rows
    in_column = torch.arange(width)[:, None] == columns
    taken = torch.einsum("hn,wn->hw", in_row.long(), in_column.long())
    return taken.clamp(max=1)


@mistake("whole-rectangle")
def _(rows, columns, height, width):
    seats = torch.zeros(height, width, dtype=torch.int64)
    seats[rows[:, None], columns] = 1
    return seats


@mistake("counted-twice")
def _(rows, columns, height, width):
    seats = torch.zeros(height * width, dtype=torch.int64)
    places = rows * width + columns
    return seats.scatter_add(0, places, torch.ones_like(places)).view(height, width)


@mistake("rows-and-columns-swapped")
def _(rows, columns, height, width):
    seats = torch.zeros(height, width, dtype=torch.int64)
    seats[columns, rows] = 1
    return seats


@mistake("counted-by-height")
def _(rows, columns, height, width):
    seats = torch.zeros(max(height * width, height * height + width), dtype=torch.int64)
    seats[rows * height + columns] = 1
    return seats[: height * width].view(height, width)
