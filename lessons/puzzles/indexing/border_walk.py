"""The elements on the border, clockwise."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="hard", minutes=15)
def border_walk(grid):
    if 1 in grid.shape:
        return grid.flatten()
    top, right = grid[0], grid[1:, -1]
    bottom, left = grid[-1, :-1].flip(0), grid[1:-1, 0].flip(0)
    return torch.cat([top, right, bottom, left])


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]))
    yield shown(torch.tensor([[1, 2, 3]]))
    for rows, columns in ((1, 1), (4, 1), (2, 2), (2, 5), (6, 2), (5, 7)):
        yield hidden(rng.distinct(rows, columns))
    yield hidden(rng.noncontiguous(rng.distinct(4, 4)))


@also
def _(grid):
    height, width = grid.shape
    places = [(0, j) for j in range(width)]
    places += [(i, width - 1) for i in range(1, height)]
    if height > 1:
        places += [(height - 1, j) for j in range(width - 2, -1, -1)]
    if width > 1:
        places += [(i, 0) for i in range(height - 2, 0, -1)]
    return torch.stack([grid[place] for place in places])


@also
def _(grid):
    sides = []
    for _ in range(4):
        sides.append(grid[:1].flatten())
        grid = grid[1:].rot90()
    return torch.cat(sides)


@mistake("corners-twice")
def _(grid):
    return torch.cat([grid[0], grid[:, -1], grid[-1].flip(0), grid[:, 0].flip(0)])


@mistake("anticlockwise")
def _(grid):
    if 1 in grid.shape:
        return grid.flatten()
    left, bottom = grid[:, 0], grid[-1, 1:]
    right, top = grid[:-1, -1].flip(0), grid[0, 1:-1].flip(0)
    return torch.cat([left, bottom, right, top])


@mistake("there-and-back")
def _(grid):
    top, right = grid[0], grid[1:, -1]
    bottom, left = grid[-1, :-1].flip(0), grid[1:-1, 0].flip(0)
    return torch.cat([top, right, bottom, left])


@mistake("sides-forwards")
def _(grid):
    return torch.cat([grid[0], grid[1:, -1], grid[-1, :-1], grid[1:-1, 0]])


@mistake("sides-forwards")
def _(grid):
    return torch.cat([grid[0], grid[1:, -1], grid[-1, :-1].flip(0), grid[1:-1, 0]])


@mistake("sides-forwards")
def _(grid):
    return torch.cat([grid[0], grid[1:, -1], grid[-1, :-1], grid[1:-1, 0].flip(0)])


@mistake("corners-left-out")
def _(grid):
    return torch.cat([grid[0, :-1], grid[:-1, -1], grid[-1, 1:].flip(0), grid[1:, 0].flip(0)])


@mistake("whole-table")
def _(grid):
    return grid.flatten()
