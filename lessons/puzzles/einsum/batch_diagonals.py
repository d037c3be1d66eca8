"""The diagonals of a batch: a letter that appears twice, and stays."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=3, allows=("einsum",))
def batch_diagonals(x):
    return torch.einsum("bii->bi", x)


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(8).reshape(2, 2, 2))
    for batch, size in ((1, 3), (3, 1), (4, 5), (2, 8), (0, 3)):
        yield hidden(rng.normal(batch, size, size))
    yield hidden(rng.noncontiguous(rng.normal(3, 4, 4)))
    yield hidden(rng.integers(2, 3, 3))


@also
def _(x):
    return torch.einsum("...ii->...i", x)


@also
def _(x):
    return torch.einsum(x, [0, 1, 1], [0, 1])


@mistake("row-sums")
def _(x):
    return torch.einsum("bij->bi", x)


@mistake("diagonal-summed")
def _(x):
    return torch.einsum("bii->b", x)


@slow
def _(x):
    return x.diagonal(dim1=1, dim2=2)


@mistake("first-table-only")
def _(x):
    return torch.einsum("ii->i", x[0])
