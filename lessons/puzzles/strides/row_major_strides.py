"""The strides of a contiguous tensor, from its sizes: a cumulative product from the right."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=10, forbids=("for", "while", "stride", "zeros", "empty"))
def row_major_strides(sizes):
    products = sizes.flip(0).cumprod(0).flip(0)
    return torch.cat([products[1:], torch.ones_like(sizes[:1])])


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([2, 3, 4]))
    yield shown(torch.tensor([5, 2]))
    yield hidden(torch.tensor([rng.integer(2, 9)]))
    for dimensions in (2, 3, 4, 5, 6):
        yield hidden(rng.integers(dimensions, low=2, high=6))
    yield hidden(rng.noncontiguous(rng.integers(4, low=2, high=6)))
    yield hidden(torch.cat([torch.ones(2, dtype=torch.int64), rng.integers(2, low=2, high=6)]))


@also
def _(sizes):
    return sizes.prod() // sizes.cumprod(0)


@also
def _(sizes):
    shifted = sizes.roll(-1)
    shifted[-1] = 1
    return shifted.flip(0).cumprod(0).flip(0)


@mistake("own-size-included")
def _(sizes):
    return sizes.flip(0).cumprod(0).flip(0)


@mistake("from-the-left")
def _(sizes):
    return sizes.cumprod(0) // sizes


@mistake("sums-of-sizes")
def _(sizes):
    return torch.cat([sizes.flip(0).cumsum(0).flip(0)[1:], torch.ones_like(sizes[:1])])


@mistake("all-others-multiplied")
def _(sizes):
    return sizes.prod() // sizes
