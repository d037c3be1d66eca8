"""Steps from a square to every other: a column of distances plus a row of distances."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=6)
def walking_distance(height, width, row, column):
    down = (torch.arange(height) - row).abs()
    across = (torch.arange(width) - column).abs()
    return down[:, None] + across


def cases(rng: Rng) -> Cases:
    yield shown(3, 4, 1, 0)
    for height, width in ((1, 1), (1, 5), (6, 1), (4, 4), (7, 3)):
        yield hidden(height, width, rng.integer(0, height), rng.integer(0, width))
    yield hidden(5, 6, 4, 5)
    yield hidden(0, 3, 0, 0)


@also
def _(height, width, row, column):
    steps = torch.zeros(height, width, dtype=torch.int64)
    for i in range(height):
        for j in range(width):
            steps[i, j] = abs(i - row) + abs(j - column)
    return steps


@also
def _(height, width, row, column):
    i, j = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return (i - row).abs() + (j - column).abs()


@also
def _(height, width, row, column):
    n = torch.arange(height * width)
    steps = (n // max(width, 1) - row).abs() + (n % max(width, 1) - column).abs()
    return steps.reshape(height, width)


@mistake("as-a-king-moves")
def _(height, width, row, column):
    down = (torch.arange(height) - row).abs()
    across = (torch.arange(width) - column).abs()
    return torch.maximum(down[:, None], across)


@mistake("steps-cancel-out")
def _(height, width, row, column):
    down = torch.arange(height) - row
    across = torch.arange(width) - column
    return (down[:, None] + across).abs()


@mistake("as-the-crow-flies")
def _(height, width, row, column):
    down = torch.arange(height) - row
    across = torch.arange(width) - column
    return (down[:, None] ** 2 + across**2).sqrt()


@mistake("signs-kept")
def _(height, width, row, column):
    down = torch.arange(height) - row
    across = torch.arange(width) - column
    return down[:, None] + across


@mistake("multiplied-instead")
def _(height, width, row, column):
    down = torch.arange(height) - row
    across = torch.arange(width) - column
    return down.abs()[:, None] * across.abs()


@mistake("place-exchanged")
def _(height, width, row, column):
    return (torch.arange(height) - column).abs()[:, None] + (torch.arange(width) - row).abs()


@mistake("from-the-corner")
def _(height, width, row, column):
    return torch.arange(height)[:, None] + torch.arange(width)


@mistake("counted-from-one")
def _(height, width, row, column):
    down = torch.arange(1, height + 1) - row
    across = torch.arange(1, width + 1) - column
    return down.abs()[:, None] + across.abs()


@mistake("squares-added")
def _(height, width, row, column):
    down = torch.arange(height) - row
    across = torch.arange(width) - column
    return down[:, None] ** 2 + across**2
