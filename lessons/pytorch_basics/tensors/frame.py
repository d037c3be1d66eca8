"""Zeros with a border of ones: two sizes in the right order, and assignment to slices."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def frame(height, width):
    picture = torch.ones(height, width)
    picture[1:-1, 1:-1] = 0
    return picture


def cases(rng: Rng) -> Cases:
    yield shown(3, 4)
    yield shown(4, 4)
    yield hidden(1, 5)
    yield hidden(6, 2)
    yield hidden(rng.integer(3, 6), rng.integer(7, 12))
    yield hidden(rng.integer(7, 12), rng.integer(3, 6))


@mistake("filled-inside")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[1:-1, 1:-1] = 1
    return picture


@mistake("filled-inside")
def _(height, width):
    return torch.ones(height, width)


@mistake("swapped-sides")
def _(height, width):
    picture = torch.ones(width, height)
    picture[1:-1, 1:-1] = 0
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0] = 1
    picture[-1] = 1
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[:, 0] = 1
    picture[:, -1] = 1
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[:, 0] = 1
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[-1, :] = 1
    picture[:, -1] = 1
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[:, -1] = 1
    return picture


@mistake("sides-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[-1, :] = 1
    picture[:, 0] = 1
    return picture


@mistake("inside-too-small")
def _(height, width):
    picture = torch.ones(height, width)
    picture[1 : height - 2, 1 : width - 2] = 0
    return picture


@mistake("inside-too-small")
def _(height, width):
    picture = torch.ones(height, width)
    picture[1:-2, 1:-2] = 0
    return picture


@mistake("rows-are-one")
def _(height, width):
    rows = [[1.0] * width] * height
    for row in range(1, height - 1):
        for column in range(1, width - 1):
            rows[row][column] = 0.0
    return torch.tensor(rows)


@also
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0] = picture[-1] = 1
    picture[:, 0] = picture[:, -1] = 1
    return picture


@also
def _(height, width):
    rows = torch.arange(height)[:, None]
    columns = torch.arange(width)
    edge = (rows == 0) | (rows == height - 1) | (columns == 0) | (columns == width - 1)
    return edge.float()


@also
def _(height, width):
    inside = torch.zeros(max(height - 2, 0), max(width - 2, 0))
    if height < 3 or width < 3:
        return torch.ones(height, width)
    return torch.nn.functional.pad(inside, (1, 1, 1, 1), value=1.0)


@mistake("sizes-fixed")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[2, :] = 1
    picture[:, 0] = 1
    picture[:, 3] = 1
    return picture


@mistake("sizes-fixed")
def _(height, width):
    picture = torch.ones(height, width)
    picture[1, 1:3] = 0
    return picture


@mistake("one-before-last")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[height - 2, :] = 1
    picture[:, 0] = 1
    picture[:, width - 2] = 1
    return picture


@mistake("one-before-last")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[-2, :] = 1
    picture[:, 0] = 1
    picture[:, -2] = 1
    return picture


@mistake("corners-only")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, 0] = 1
    picture[0, -1] = 1
    picture[-1, 0] = 1
    picture[-1, -1] = 1
    return picture


@mistake("one-side-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[-1, :] = 1
    picture[:, 0] = 1
    return picture


@mistake("one-side-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[-1, :] = 1
    picture[:, -1] = 1
    return picture


@mistake("one-side-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] = 1
    picture[:, 0] = 1
    picture[:, -1] = 1
    return picture


@mistake("one-side-missing")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[-1, :] = 1
    picture[:, 0] = 1
    picture[:, -1] = 1
    return picture


@mistake("corners-added")
def _(height, width):
    picture = torch.zeros(height, width)
    picture[0, :] += 1
    picture[-1, :] += 1
    picture[:, 0] += 1
    picture[:, -1] += 1
    return picture
