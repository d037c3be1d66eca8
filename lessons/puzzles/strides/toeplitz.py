"""A Toeplitz matrix: windows of the diagonals' values, the last window first."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=20, allows=("as_strided", "stride", "flip", "unfold", "size"))
def toeplitz(values):
    size = (len(values) + 1) // 2
    return values.unfold(0, size, 1).flip(0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1, 2, 3, 4, 5]))
    yield shown(torch.tensor([7.0]))
    for size in (2, 4, 5, 9):
        yield hidden(rng.normal(2 * size - 1))
    yield hidden(rng.noncontiguous(rng.normal(7)))
    yield hidden(rng.integers(11))


@also
def _(values):
    size, step = (len(values) + 1) // 2, values.stride(0)
    return values.as_strided((size, size), (step, step)).flip(0)


@also
def _(values):
    backwards = values.flip(0)
    size = (len(values) + 1) // 2
    return backwards.as_strided((size, size), (1, 1)).flip(1)


@mistake("along-the-other-diagonal")
def _(values):
    return values.unfold(0, (len(values) + 1) // 2, 1)


@mistake("mirrored-matrix")
def _(values):
    return values.unfold(0, (len(values) + 1) // 2, 1).flip(1)


@slow
def _(values):
    size = (len(values) + 1) // 2
    place = torch.arange(size)
    return values[place - place[:, None] + size - 1]


@mistake("one-row-short")
def _(values):
    size = len(values) // 2
    return values.unfold(0, size, 1)[:size].flip(0)


@mistake("one-row-short")
def _(values):
    size = len(values) // 2
    return values.unfold(0, size, 1).flip(0) if size else values.new_zeros(2, 0)
