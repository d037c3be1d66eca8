"""Zeros with a border of ones: two sizes in the right order, and assignment to slices."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


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
